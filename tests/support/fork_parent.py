"""Forks `python main.py` for every start that is asked for: `python -m tests.support.fork_parent DESCRIPTOR`.

Everything is imported once, in the process that forks. What is asked and answered stands in `tests.support.forks`.
"""

import gc
import json
import os
import selectors
import socket
import sys
from typing import Any, NoReturn

import main
from application.certificates import authorities
from tests.support.forks import LARGEST_REQUEST


def _become(request: dict[str, Any], output: int, errors: int) -> NoReturn:
    """Go on as the product, in the folder and with the settings that were asked for."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(errors, 2)
    os.closerange(3, 1024)
    os.environ.clear()
    os.environ.update(request["settings"])
    os.chdir(request["folder"])
    code = 1
    try:
        code = main.main(request["arguments"])
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve(control: socket.socket) -> None:
    """Fork until the other side closes; who is left then is killed."""
    living: dict[int, tuple[int, socket.socket]] = {}
    with selectors.DefaultSelector() as waiting:
        waiting.register(control, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                if key.fileobj is not control:
                    descriptor = key.fd
                    pid, asker = living.pop(descriptor)
                    waiting.unregister(descriptor)
                    os.close(descriptor)
                    with asker:
                        asker.sendall(b"%d\n" % os.waitpid(pid, 0)[1])
                    continue
                text, descriptors, *_ = socket.recv_fds(control, LARGEST_REQUEST, 3)
                if not text:
                    for pid, _ in living.values():
                        os.kill(pid, 9)
                    return
                end, output, errors = descriptors
                pid = os.fork()
                if pid == 0:
                    _become(json.loads(text), output, errors)
                os.close(output)
                os.close(errors)
                asker = socket.socket(fileno=end)
                asker.sendall(b"%d\n" % pid)
                descriptor = os.pidfd_open(pid)
                living[descriptor] = (pid, asker)
                waiting.register(descriptor, selectors.EVENT_READ)


if __name__ == "__main__":
    authorities(trust_env=False)
    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
