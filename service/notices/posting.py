"""Posts one message to an address of somebody else's choosing, and to no machine that only we can reach."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from service.errors import ServiceError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Technical: seconds that a receiver may take to answer, the ports of the two schemes, bytes of an answer that are read.
ANSWER_SECONDS = 5
PORTS = {"https": 443, "http": 80}
MOST_ANSWER = 1000


class NotPosted(ServiceError, OSError):
    """The message was not taken; it is worth another try."""


class ForbiddenAddress(ServiceError, ValueError):
    """The address leads to a machine that nobody outside may reach through us, or is no web address."""


def networks_of(told: str) -> tuple[Network, ...]:
    """Return the networks of a setting, parted by commas.

    Raises
    ------
    ValueError
        If one is no network.
    """
    return tuple(ipaddress.ip_network(one.strip()) for one in told.split(",") if one.strip())


def checked(address: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of an address that has the form of one that we post to.

    Raises
    ------
    ForbiddenAddress
        If it has not.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        msg = "no web address"
        raise ForbiddenAddress(msg) from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username is not None or parts.fragment:
        msg = "give https://host/path, without a name or password in it"
        raise ForbiddenAddress(msg)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or not address.isprintable() or " " in path:
        msg = "it has characters that no address has"
        raise ForbiddenAddress(msg)
    return parts.scheme, parts.hostname, port, path


def reachable(host: str, port: int, *, scheme: str, allowed: Sequence[Network]) -> str:
    """Return the number of a host that may be posted to; every number that its name stands for has to be.

    Raises
    ------
    ForbiddenAddress
        If one lies on this machine or in a network that is not public, unless ``allowed`` holds it; without TLS only
        those that ``allowed`` holds may be posted to.
    NotPosted
        If nobody knows the name.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        msg = f"the name {host} is not known"
        raise NotPosted(msg) from error
    numbers = [ipaddress.ip_address(str(one[-1][0]).partition("%")[0]) for one in found]
    for number in numbers:
        plain = getattr(number, "ipv4_mapped", None) or number
        if any(plain in network for network in allowed):
            continue
        if not plain.is_global or plain.is_multicast or scheme != "https":
            msg = f"{host} is not public, or not asked by https; the setting SOLIDARITAS_HOOK_NETWORKS allows more"
            raise ForbiddenAddress(msg)
    return str(numbers[0])


def post(address: str, body: bytes, headers: Mapping[str, str], *, allowed: Sequence[Network]) -> None:
    """Post ``body`` and return when it was taken with a status from 200 to 299; a redirection is not followed.

    Raises
    ------
    ForbiddenAddress
        See ``reachable``; the connection goes to the number that was looked at, whatever the name says afterwards.
    NotPosted
        If it was not taken in time.
    """
    scheme, host, port, path = checked(address)
    number = reachable(host, port, scheme=scheme, allowed=allowed)
    connection = http.client.HTTPConnection(host, port, timeout=ANSWER_SECONDS)
    try:
        line = socket.create_connection((number, port), timeout=ANSWER_SECONDS)
        connection.sock = line
        if scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        connection.request("POST", path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        answer.read(MOST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        msg = f"{host} did not take it: {type(error).__name__}"
        raise NotPosted(msg) from error
    finally:
        connection.close()
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        msg = f"{host} answered {answer.status}"
        raise NotPosted(msg)
