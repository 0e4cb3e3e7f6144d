"""Detecting image types: Slack shows PNG, JPEG and GIF.

https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
"""

import struct
import zlib
from collections.abc import Iterator

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif"})
MAX_BYTES = 10 * 1024 * 1024
MAX_SIDE = 8192  # pixels
_PNG = b"\x89PNG\r\n\x1a\n"


def kind(content: bytes) -> str:
    """The MIME type of a complete image; "application/octet-stream" for anything else."""
    if content.startswith(_PNG):
        return "image/png" if _is_png(content) else "application/octet-stream"
    if content.startswith(b"\xff\xd8\xff") and content.endswith(b"\xff\xd9"):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")) and content.endswith(b";"):
        return "image/gif"
    return "application/octet-stream"


def image_error(content: bytes, mimetype: str) -> str:
    """Why a message cannot show the file; "" if it can. `mimetype` is "" until Slack has processed it."""
    if not mimetype:
        return "is not ready yet: files.info has no mimetype"
    if mimetype not in SHOWN:
        return f"is not PNG, JPEG or GIF, but {mimetype}"
    if len(content) > MAX_BYTES:
        return f"is larger than {MAX_BYTES} bytes"
    if mimetype == "image/png" and max(_sides(content)) > MAX_SIDE:
        return f"is wider or higher than {MAX_SIDE} pixels"
    return ""


def _is_png(content: bytes) -> bool:
    """Whether all chunks are present and undamaged."""
    names = list(_chunks(content[len(_PNG) :]))
    return names[:1] == [b"IHDR"] and b"IDAT" in names and names[-1] == b"IEND"


def _chunks(left: bytes) -> Iterator[bytes]:
    """The name of each chunk; b"" for a damaged one."""
    while left:
        length = int.from_bytes(left[:4], "big")
        body, checksum = left[4 : 8 + length], left[8 + length : 12 + length]
        yield body[:4] if checksum == zlib.crc32(body).to_bytes(4, "big") else b""
        left = left[12 + length :]


def _sides(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height
