"""A real nginx or Caddy in front of a server, as ordinary processes on free loopback ports.

What they are told is the very file of deploy/; only ports, the server's address and the places of
certificate and log are replaced, for those are other ones on a test's machine.
"""

import os
import re
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.unit import DEPLOY

NAME = "okr.example.com"
# What everybody copies, from nginx's own pages and a hundred others.
SNIPPET = """
server { listen 80; server_name okr.example.com; location / {
    proxy_pass http://127.0.0.1:8000;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
    proxy_set_header Host $host;
} }
"""
# And the one that adds no header: everybody seems to be on this machine.
BARE = """
server { listen 80; server_name okr.example.com; location / {
    proxy_pass http://127.0.0.1:8000;
    proxy_set_header Host $http_host;
} }
"""
# What stands around a site in Debian's nginx.conf, as far as it matters here.
_AROUND = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
{user}
events {{ worker_connections 768; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
PATIENCE = 20.0


@dataclass(slots=True)
class Proxy:
    """A running proxy, which answers to NAME at 80 and 443 for a browser that is told so."""

    process: subprocess.Popen[str]
    folder: Path
    http: int
    https: int
    scheme: str

    @property
    def url(self) -> str:
        """What a browser opens."""
        return f"{self.scheme}://{NAME}"

    @property
    def port(self) -> int:
        """Where it listens for that."""
        return self.https if self.scheme == "https" else self.http

    def browser_rules(self) -> str:
        """What makes Chromium find it under its name and the ports that are usual."""
        rules = f"MAP {NAME}:80 127.0.0.1:{self.http}, MAP {NAME}:443 127.0.0.1:{self.https}"
        return f"--host-resolver-rules={rules}"

    def written(self) -> str:
        """Everything it has written down so far: logs and what it was told to say."""
        files = [path for path in self.folder.rglob("*.log") if path.is_file()]
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def start_nginx(folder: Path, site: str, server: int, ports: tuple[int, int] = (0, 0)) -> Proxy:
    """Start nginx with one site.

    :param site: the text of the site's file, as it would be installed.
    :param server: the port of the server behind it.
    :param ports: to listen on for http and https; 0 for any.
    """
    program = _program("nginx")
    folder.mkdir(parents=True, exist_ok=True)
    http, https = (port or free_port() for port in ports)
    (folder / "site.conf").write_text(_rendered(site, folder, server, http, https))
    if "ssl_certificate" in site:
        make_certificate(folder)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user))
    command = [program, "-p", folder, "-e", folder / "start.log", "-c", folder / "nginx.conf"]
    scheme = "https" if "ssl_certificate" in site else "http"
    return _started(command, Proxy(None, folder, http, https, scheme))  # type: ignore[arg-type]


def start_caddy(folder: Path, site: str, server: int, ports: tuple[int, int] = (0, 0)) -> Proxy:
    """Start Caddy with a Caddyfile, see start_nginx; the test is left out where there is none."""
    program = shutil.which("caddy") or pytest.skip("caddy is not here: deploy/Caddyfile not tested")
    folder.mkdir(parents=True, exist_ok=True)
    http, https = (port or free_port() for port in ports)
    own = f"admin off\n skip_install_trust\n http_port {http}\n https_port {https}\n"
    site = site.replace("\n{\n", f"\n{{\n{own}", 1)
    (folder / "Caddyfile").write_text(site.replace("127.0.0.1:8000", f"127.0.0.1:{server}"))
    command = [program, "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    scheme = "http" if f"\nhttp://{NAME}" in site else "https"
    return _started(command, Proxy(None, folder, http, https, scheme))  # type: ignore[arg-type]


def start_proxy(way: str, folder: Path, server: int) -> Proxy:
    """Start the proxy of a file of deploy/, or of "snippet" or "bare"."""
    if way in ("snippet", "bare"):
        return start_nginx(folder, SNIPPET if way == "snippet" else BARE, server)
    start = start_caddy if way == "Caddyfile" else start_nginx
    return start(folder, (DEPLOY / way).read_text(encoding="utf-8"), server)


def make_certificate(folder: Path) -> None:
    """A certificate for NAME that signs itself, by the very command of README.md."""
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"^sudo (openssl req .*)$", readme, re.M)
    command = _in_folder(command, folder)
    environ = os.environ | {"NAME": NAME}
    subprocess.run(["sh", "-ec", command], env=environ, check=True, capture_output=True)


def _in_folder(text: str, folder: Path) -> str:
    for place in ("/var/log/nginx/error.log", "/etc/ssl/kiosk.pem", "/etc/ssl/private/kiosk.key"):
        text = text.replace(place, str(folder / Path(place).name))
    return text


def _program(name: str) -> str:
    # Debian keeps it where only root looks.
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    return found or pytest.fail(f"{name} is not here; `make browser` installs it (Debian's {name})")


def _rendered(site: str, folder: Path, server: int, http: int, https: int) -> str:
    site = site.replace("listen 80;", f"listen 127.0.0.1:{http};")
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{https} ssl;")
    return _in_folder(site.replace("127.0.0.1:8000", f"127.0.0.1:{server}"), folder)


def _started(command: list[str | Path], proxy: Proxy) -> Proxy:
    environ = os.environ | {
        "XDG_DATA_HOME": str(proxy.folder),
        "XDG_CONFIG_HOME": str(proxy.folder),
    }
    with (proxy.folder / "said.log").open("w") as said:
        proxy.process = subprocess.Popen(command, env=environ, stdout=said, stderr=said, text=True)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and proxy.process.poll() is None:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", proxy.port)) == 0:
                return proxy
        time.sleep(0.05)
    proxy.process.kill()
    raise RuntimeError(f"the proxy did not start: {proxy.written()}")
