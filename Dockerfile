# The product with what it needs; settings come from the environment (see .env.example).
FROM python:3.12-slim
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY . .
ARG COMMIT=""
RUN echo "$COMMIT" > COMMIT && useradd --system --home-dir /app sahabot2 && mkdir data && chown sahabot2 data
USER sahabot2
ENV HOST=0.0.0.0 PYTHONUNBUFFERED=1
EXPOSE 8080
CMD ["python", "main.py"]
