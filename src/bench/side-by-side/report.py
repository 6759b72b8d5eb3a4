"""Prints a run of `compare` as markdown, or writes it with its chart: report.py RAW PAGES JAVA [RESULT.md [CHART.svg]]."""

import collections
import datetime
import os
import statistics
import sys

NAMES = {
    "pass-small-gzip": "pass small gzip",
    "pass-big-gzip": "pass big gzip",
    "pass-big-identity": "pass big identity",
    "inject-small-identity": "inject small identity",
    "inject-big-identity": "inject big identity",
    "inject-big-gzip": "inject big gzip",
}
PEERS = {
    "nginx": "nginx",
    "nginx_sub": "nginx sub_filter",
    "nginx_gzip1": "nginx sub_filter, gzip 1",
    "nginx_gzip6": "nginx sub_filter, gzip 6",
    "haproxy": "HAProxy, passing only",
    "bare": "the engine without duties",
    "uring": "the same on io_uring",
    "before": "the gateway before",
    "gateway": "the gateway",
}


def read(path):
    """By kind: {workload: {server: [row by round]}} for the first two, rows for the others."""
    turns = {kind: collections.defaultdict(lambda: collections.defaultdict(list)) for kind in ("full", "equal", "loops")}
    others = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        kind, *fields = line.rstrip("\n").split("\t")
        if kind in turns:
            workload, _, server, *figures = fields
            turns[kind][workload][server].append([float(figure) for figure in figures])
        else:
            others[kind].append([int(field) for field in fields])
    return turns, others


def median(rows, column):
    return statistics.median(row[column] for row in rows)


def ratio(mine, theirs, column):
    """The median of the ratios within rounds."""
    return statistics.median(a[column] / b[column] for a, b in zip(mine, theirs) if b[column])


def turns_table(turns):
    yield "| workload | server | µs CPU/request | gateway ÷ it | requests/s, saturated | p50 / p99 µs at equal load | p99: gateway ÷ it |"
    yield "|---|---|---|---|---|---|---|"
    for workload, servers in turns["full"].items():
        equal = turns["equal"][workload]
        for server, rows in servers.items():
            own = server == "gateway"
            cpu = "" if own else f"{ratio(servers['gateway'], rows, 1):.2f}"
            late = "" if own else f"{ratio(equal['gateway'], equal[server], 4):.2f}"
            latency = f"{median(equal[server], 3):.0f} / {median(equal[server], 4):.0f}"
            yield (
                f"| {NAMES[workload]} | {PEERS[server]} | {median(rows, 1):.0f} | {cpu} | {median(rows, 2):,.0f} | {latency} | {late} |"
            )


def others_table(turns, others):
    yield "| what | figure |"
    yield "|---|---|"
    for workload, loops in turns["loops"].items():
        yield f"| {NAMES[workload]}: throughput of 2 event loops ÷ 1 | {ratio(loops['2'], loops['1'], 2):.2f} |"
    for opened, first, last in others["idle"]:
        yield f"| resident memory with {opened:,} idle connections, one request on each | {last / 1024:.0f} MiB (just started {first / 1024:.0f}) |"
    if others["start"]:
        times = [row[1] for row in others["start"]]
        yield f"| start to ready, median of {len(times)} | {statistics.median(times) / 1000:.2f} s (least {min(times) / 1000:.2f}) |"
        cpu = [row[2] for row in others["start"]]
        yield f"| processor time of that | {statistics.median(cpu) / 1000:.2f} s (least {min(cpu) / 1000:.2f}) |"


def machine():
    model = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name"))
    return f"{os.cpu_count()} cores ({model}), load average {os.getloadavg()[0]:.1f} at the end"


def bars(turns):
    """For each workload the gateway's part of nginx's processor time, the dearest nginx last."""
    for workload, servers in turns["full"].items():
        for server, rows in servers.items():
            if server.startswith("nginx"):
                yield f"{NAMES[workload]}", PEERS[server], median(servers["gateway"], 1), median(rows, 1)


def chart(turns, date):
    """Pairs of bars, each with its name and figure in words; the gateway's are filled, nginx's hatched."""
    rows = list(bars(turns))
    longest = max(max(own, peer) for *_, own, peer in rows)
    height = 64 + 62 * len(rows)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {height}" role="img" aria-labelledby="t d" font-family="sans-serif"'
        ' font-size="13">',
        '<title id="t">Processor time for one request: the gateway beside nginx</title>',
        '<desc id="d">'
        + "; ".join(f"{name}: gateway {own:.0f} µs, {peer} {theirs:.0f} µs" for name, peer, own, theirs in rows)
        + ".</desc>",
        '<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="#fff"/><path d="M0 0V6" stroke="#444" stroke-width="3"/></pattern></defs>',
        f'<rect width="760" height="{height}" fill="#fff"/>',
        '<text x="12" y="24" font-size="16" font-weight="bold" fill="#111">Processor time for one request, in µs (shorter is better)</text>',
        f'<text x="12" y="44" fill="#333">Square root scale. 8 KB and 259 KB pages, a core each, {date}.</text>',
    ]
    y = 62
    for name, peer, own, theirs in rows:
        out.append(f'<text x="12" y="{y + 12}" font-weight="bold" fill="#111">{name}</text>')
        for label, value, fill, top in (("gateway", own, "#1b5e9e", y + 18), (peer, theirs, "url(#h)", y + 36)):
            width = 440 * (value / longest) ** 0.5
            out.append(f'<text x="170" y="{top + 12}" text-anchor="end" fill="#111">{label}</text>')
            out.append(f'<rect x="178" y="{top}" width="{width:.0f}" height="14" fill="{fill}" stroke="#111"/>')
            out.append(f'<text x="{186 + width:.0f}" y="{top + 12}" fill="#111">{value:,.0f} µs</text>')
        y += 62
    return "\n".join(out + ["</svg>", ""])


def report(raw, pages, java):
    turns, others = read(raw)
    rounds = max((len(rows) for servers in turns["full"].values() for rows in servers.values()), default=0)
    date = datetime.date.today().isoformat()
    yield f"# Side by side, {date}"
    yield ""
    yield f"Machine: {machine()}. What else ran shows in the load average; processor time for each request, and ratios within"
    yield "rounds, suffer least from it, throughput and latency most. Java: " + java + "."
    yield "Pages: " + "; ".join(open(pages, encoding="utf-8").read().splitlines()) + "."
    yield f"Medians of {rounds} rounds; each server has one turn in each round, one core, one worker or event loop."
    yield ""
    yield "`" + " ".join(["src/bench/side-by-side/compare"] + sorted(turns["full"]) * (len(turns["full"]) < len(NAMES))) + "`"
    yield ""
    yield from turns_table(turns)
    if others or turns["loops"]:
        yield ""
        yield from others_table(turns, others)


def main(raw, pages, java, result="", svg=""):
    text = "\n".join(report(raw, pages, java)) + "\n"
    print(text)
    if result:
        open(result, "w", encoding="utf-8").write(text)
    if svg:
        turns, _ = read(raw)
        open(svg, "w", encoding="utf-8").write(chart(turns, datetime.date.today().isoformat()))


main(*sys.argv[1:])
