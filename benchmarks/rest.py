"""Requests per second of one route, served by uvicorn in a process of its own."""
