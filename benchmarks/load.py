"""The load generator, in a process of its own: a job comes in as a line of JSON, its measurements go out as one."""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field

from benchmarks.traffic import Make, Traffic


class Odd(Exception):
    """An answer that is no success. A benchmark of refusals would look fast."""


@dataclass
class Connection(asyncio.Protocol):
    """One keep-alive connection that sends the next request when the last was answered, until the time is up."""

    make: Make
    until: float
    left: int
    done: asyncio.Future[None]
    times: list[float] = field(default_factory=list)
    began: float = 0.0
    buffer: bytes = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        self.times.append(time.perf_counter() - self.began)
        if head[9:12] not in (b"200", b"202"):
            self._stop(Odd(f"answered {head[9:12].decode()}"))
            return
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop(exc or Odd("the server hung up"))

    def _next(self) -> None:
        self.buffer = b""
        if time.perf_counter() >= self.until or not self.left:
            self._stop(None)
            return
        self.left -= 1
        request = self.make()
        self.began = time.perf_counter()
        self.transport.write(request)

    def _stop(self, fault: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(fault) if fault else self.done.set_result(None)
        self.transport.close()


async def load(port: int, make: Make, connections: int, seconds: float, each: int) -> tuple[list[float], float]:
    """(times to the answer, the whole round's time); `each` connection sends at most so many requests."""
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    lines = []
    for _ in range(connections):
        line = Connection(make, began + seconds, each, loop.create_future())
        await loop.create_connection(lambda line=line: line, "127.0.0.1", port)  # type: ignore[misc]
        lines.append(line)
    await asyncio.gather(*(line.done for line in lines))
    return [each for line in lines for each in line.times], time.perf_counter() - began


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def main() -> None:
    run, token, service_url = sys.argv[1:4]
    traffic = Traffic(run, token, service_url)
    for line in sys.stdin:
        job = json.loads(line)
        make = traffic.maker(job["flow"], job["acts"])
        try:
            times, elapsed = asyncio.run(load(job["port"], make, job["connections"], job["seconds"], job["each"]))
            answer: dict[str, object] = {"times": times, "elapsed": elapsed}
        except (Odd, OSError) as fault:
            answer = {"fault": str(fault)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
