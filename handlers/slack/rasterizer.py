"""From SVG to PNG, in a process of its own."""

import asyncio
import sys

from handlers.slack import rasterize

DRAWN_AT_ONCE = 2


class NotDrawn(Exception):
    """The picture could not be drawn, or Slack took longer than the timeout; the message is a code."""


class Rasterizer:
    """Draws a few pictures at once; the others wait in a queue."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(DRAWN_AT_ONCE)

    async def png(self, svg: str) -> bytes:
        """The picture; raises NotDrawn."""
        async with self._places:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                rasterize.__file__,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                png, _ = await process.communicate(svg.encode())
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode:
            raise NotDrawn(f"exit_{process.returncode}")
        return png
