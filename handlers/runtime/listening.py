"""Opens ports. Knows not what is served on them."""

from __future__ import annotations

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from bot.errors import SettingsError
from bot.settings_values import Address


def listen(routes: Application, address: Address, setting: str, largest_body: int) -> HTTPServer:
    """A server at the address; raises SettingsError, naming the setting, when it cannot be had."""
    server = HTTPServer(routes, max_body_size=largest_body, max_buffer_size=largest_body, xheaders=False)
    try:
        server.add_sockets(bind_sockets(address.port, address.host))
    except OSError as error:
        raise SettingsError(
            f"{setting}：不能在 {address} 上监听：{error.strerror}（端口被占用？另一个进程还在运行？）"
        ) from None
    return server
