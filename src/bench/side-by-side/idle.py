"""Opens many connections, one request on each, and keeps them idle; prints once all are open, ends with standard input."""

import resource
import socket
import sys

host, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_NOFILE, (count + 100, max(count + 100, resource.getrlimit(resource.RLIMIT_NOFILE)[1])))
request = b"GET /small.html HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 88.198.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
opened = []
for number in range(count):
    connection = socket.socket()
    connection.settimeout(30)
    connection.bind((f"127.0.0.{2 + number // 5000}", 0))
    connection.connect((host, port))
    connection.sendall(request)
    answer, length = b"", 0
    while b"\r\n\r\n" not in answer or len(answer) < length:
        more = connection.recv(65536)
        if not more:
            sys.exit(f"connection {number} was closed after {len(answer)} bytes")
        answer += more
        if b"\r\n\r\n" in answer:
            head, _, _ = answer.partition(b"\r\n\r\n")
            said = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
            length = len(head) + 4 + int(said[0].split(b":")[1])
    opened.append(connection)
print(len(opened), flush=True)
sys.stdin.read()
