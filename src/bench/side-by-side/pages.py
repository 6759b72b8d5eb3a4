"""Makes the origin's pages: small (8 KB) and big (259 KB, 44 KB as gzip -6), the same on every machine."""

import gzip
import pathlib
import sys

SYLLABLES = "ka ri to men sa lo ve ni du par es il or tha mo be cro fi gu sten al ra bi no".split()
SIZES = {"small": 8_000, "big": 259_000}


def numbers(seed):
    """A linear congruential generator: Python's own may change between versions."""
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield seed >> 33


def words(draw, count):
    """Few words often, many seldom, as in prose."""
    for _ in range(count):
        rank = min(next(draw) % 420, next(draw) % 420)
        own = numbers(rank)
        yield "".join(SYLLABLES[next(own) % len(SYLLABLES)] for _ in range(1 + rank % 3))


def page(size):
    draw = numbers(7)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A news page</title>\n'
        '<link rel="stylesheet" href="/site.css">\n<script>window.site = {edition: 1 < 2};</script>\n</head>\n'
        '<body>\n<header><a href="/">News</a></header>\n<main>\n'
    ]
    length = len(parts[0])
    end = "</main>\n</body>\n</html>\n"
    while length < size - 900:
        number = next(draw) % 100_000
        text = " ".join(words(draw, 42))
        part = (
            f'<article class="teaser teaser--wide" id="a{number}"><h2 class="teaser__title"><a class="teaser__link"'
            f' href="/news/{number}">{text[:40]}</a></h2><img class="teaser__image" loading="lazy" alt=""'
            f' src="/images/{number}.jpg" width="640" height="360"><p class="teaser__text">{text}</p></article>\n'
        )
        parts.append(part)
        length += len(part)
    parts.append("<!-- " + "." * (size - length - len(end) - 9) + " -->" + end)
    return "".join(parts).encode()


def main(directory):
    for name, size in SIZES.items():
        body = page(size)
        (directory / f"{name}.html").write_bytes(body)
        coded = gzip.compress(body, 6, mtime=0)
        (directory / f"{name}.html.gz").write_bytes(coded)
        print(f"{name}: {len(body)} bytes, gzip -6 {len(coded)}")


main(pathlib.Path(sys.argv[1]))
