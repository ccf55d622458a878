"""http.server in a thread, http.client and urllib against it."""
import http.client
import http.server
import threading
import urllib.error
import urllib.request


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def answer(self, status, body):
        self.send_response(status)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200 if self.path != '/none' else 404, b'path ' + self.path.encode())

    def do_POST(self):
        self.answer(201, self.rfile.read(int(self.headers['Content-Length']))[::-1])

    def log_message(self, *args):
        pass


with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as server:
    thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.01})
    thread.start()
    host, port = server.server_address
    client = http.client.HTTPConnection(host, port, timeout=3600)
    for method, path, body in ('GET', '/a?b=c', None), ('POST', '/', b'x' * 5000 + b'end'), ('GET', '/none', None):
        client.request(method, path, body)
        response = client.getresponse()
        print(response.status, response.reason, response.read()[:20], response.version)
    client.close()
    with urllib.request.urlopen(f'http://{host}:{port}/again') as response:
        print(response.status, response.read(), response.headers['Content-Length'])
    try:
        urllib.request.urlopen(f'http://{host}:{port}/none')
    except urllib.error.HTTPError as e:
        print(e.code, e.read())
    server.shutdown()
    thread.join()
try:
    client.request('GET', '/')
except ConnectionRefusedError as e:
    print(type(e).__name__)
