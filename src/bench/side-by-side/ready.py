"""Starts a command and prints after how many milliseconds, and ms of processor time, /health/ready answered 200; then ends it."""

import http.client
import os
import subprocess
import sys
import time

port, command = int(sys.argv[1]), sys.argv[2:]
began = time.monotonic()
process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while process.poll() is None and time.monotonic() - began < 120:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        connection.request("GET", "/health/ready")
        if connection.getresponse().status == 200:
            took = round((time.monotonic() - began) * 1000)
            with open(f"/proc/{process.pid}/stat", encoding="utf-8") as stat:
                ticks = stat.read().rpartition(")")[2].split()
            print(took, (int(ticks[11]) + int(ticks[12])) * 1000 // os.sysconf("SC_CLK_TCK"), sep="\t")
            process.terminate()
            sys.exit(process.wait() != 0)
    except OSError:
        pass
    time.sleep(0.005)
process.kill()
sys.exit("it was never ready")
