"""Starts a command and prints after how many milliseconds /health/ready answered 200; then ends it."""

import http.client
import subprocess
import sys
import time

port, command = int(sys.argv[1]), sys.argv[2:]
began = time.monotonic()
process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while process.poll() is None and time.monotonic() - began < 60:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
        connection.request("GET", "/health/ready")
        if connection.getresponse().status == 200:
            print(round((time.monotonic() - began) * 1000))
            process.terminate()
            sys.exit(process.wait() != 0)
    except OSError:
        pass
    time.sleep(0.005)
process.kill()
sys.exit("it was never ready")
