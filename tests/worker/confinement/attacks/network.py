"""Reaching a listener of the test, or anything else, through a socket."""

from __future__ import annotations

import socket

from tests.worker.confinement.attacks.target import Target, number_of, system_call


def connect_tcp(target: Target) -> object:
    with socket.create_connection(("127.0.0.1", target.tcp_port), timeout=5) as connection:
        return connection.send(b"the secret")


def send_udp(target: Target) -> object:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        return datagrams.sendto(b"the secret", ("127.0.0.1", target.udp_port))


def connect_unix(target: Target) -> object:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(target.socket_path)
        return connection.send(b"the secret")


def connect_abstract(target: Target) -> object:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("\0" + target.abstract_name)
        return connection.send(b"the secret")


def listen_tcp(target: Target) -> object:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()


def resolve_a_name(target: Target) -> object:
    return socket.getaddrinfo("localhost", 80)


def open_netlink(target: Target) -> object:
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as routes:
        return routes.fileno()


def call_socket_directly(target: Target) -> object:
    return system_call(number_of(41, 198), socket.AF_INET, socket.SOCK_STREAM, 0)


def misuse_a_pair_of_datagram_sockets(target: Target) -> object:
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with mine, other:
        return mine.send(b"with an address, it could go elsewhere")


def send_on_a_pair_with_an_address(target: Target) -> object:
    mine, other = socket.socketpair()
    with mine, other:
        try:
            mine.sendto(b"the secret", target.socket_path)
        except OSError as error:
            if isinstance(error, PermissionError):
                raise
        return "the kernel looked at the address"
