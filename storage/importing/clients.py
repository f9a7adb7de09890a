"""Which client a row belongs to: by the name in the file, or by what the user said of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from storage.import_topics import PROJECT_TOPIC
from storage.importing.options import NOT_A_CLIENT
from storage.importing.row_ids import client_id, client_key
from triage.former_names import former_names
from triage.records import Client

NO_PROJECT = "(no project)"
NO_CLIENT = "(no client)"
"""What times without client, project and tag, and invoices without a client, are called in lists
and in `--client-for`."""

TOPIC = PROJECT_TOPIC
"""Where answers are remembered: label -> client id or "-"."""

_ENDED = frozenset({"closed", "left_well"})


class Clients:
    """All clients that rows can belong to: the store's, and those of this import."""

    def __init__(self, known: Iterable[Client]) -> None:
        self._by_id: dict[str, Client] = {}
        self._by_name: dict[str, Client] = {}
        self._by_former: dict[str, Client] = {}
        for client in known:
            self.add(client)

    def __iter__(self) -> Iterator[Client]:
        return iter(self._by_id.values())

    def add(self, client: Client) -> None:
        """Of two clients by one name the earlier is meant, unless it has ended."""
        self._by_id[client.id] = client
        key = client_key(client.name)
        holder = self._by_name.get(key)
        if holder is None or holder.id == client.id or holder.state in _ENDED:
            self._by_name[key] = client
        for name in former_names(client):
            self._by_former.setdefault(client_key(name), client)

    @property
    def names(self) -> dict[str, str]:
        """Id -> name."""
        return {id_: client.name for id_, client in self._by_id.items()}

    def apart(self, client: Client) -> Client:
        """A new client, its id not that of one who was called so before."""
        nth, id_, key = 1, client.id, client_key(client.name)
        while (holder := self._by_id.get(id_)) and client_key(holder.name) != key:
            nth += 1
            id_ = client_id(f"{client.name} #{nth}")
        return replace(client, id=id_)

    def exactly(self, text: str) -> Client | None:
        """The client of this id or name (case, accents and outer blanks ignored)."""
        return self._by_id.get(text) or self.named(text)

    def named(self, name: str) -> Client | None:
        """The client of this name."""
        return self._by_name.get(client_key(name))

    def formerly(self, name: str) -> Client | None:
        """The client that was called so: renamed since, or merged with another one."""
        return self._by_id.get(client_id(name)) or self._by_former.get(client_key(name))


@dataclass(frozen=True, slots=True)
class NotAClient:
    """The rows of this label are passed over, because the user said so."""

    label: str


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Nobody has said yet whose rows these are; each of the labels would do to say it."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    """The label is what this client was called before the user renamed it."""

    label: str
    client: Client


Owner = Client | NotAClient | Unmapped | Renamed


class Owners:
    """Finds the client of each row of one file. `make` builds the client of a new name.

    `by_name` are the projects and tags that are the name of a client; an answer comes before that.
    """

    def __init__(
        self,
        clients: Clients,
        make: Callable[[str], Client],
        *,
        only: Client | None,
        choices: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> None:
        self._clients = clients
        self._make = make
        self._only = only
        self._answers = {
            client_key(name): answer.strip() for name, answer in choices.items() if answer
        }
        self._remembered = {client_key(label): answer for label, answer in remembered.items()}
        self._owners: dict[tuple[str, str, tuple[str, ...]], Owner] = {}
        self.remember: dict[str, str] = {}
        self.by_name: set[str] = set()

    def of(
        self,
        client: str,
        project: str = "",
        tags: tuple[str, ...] = (),
        *,
        blank: str = NO_PROJECT,
    ) -> Owner:
        """The owner of a row with these cells; `blank` is what one without any is called."""
        if self._only is not None:
            return self._only
        if client:
            tags = ()
        cells = (client, project, tags)
        if cells not in self._owners:
            self._owners[cells] = (
                self._with_client(client, project)
                if client
                else self._without(project, tags, blank)
            )
        return self._owners[cells]

    def _with_client(self, client: str, project: str) -> Owner:
        # What is said of a project now goes for all its rows. Remembered, it goes only for this
        # client's: the next client may have an “Admin” too.
        both = f"{client} / {project}"
        labels = ((both, both), (project, both), (client, client))
        owner = self._told(labels) or self._recalled((both, client)) or self._clients.named(client)
        if owner is None and (renamed := self._clients.formerly(client)) is not None:
            return Renamed(client, renamed)
        return owner or self._make(client)

    def _without(self, project: str, tags: tuple[str, ...], blank: str) -> Owner:
        labels = tuple(label for label in (project, *tags) if label) or (blank,)
        owner = self._told(zip(labels, labels, strict=True)) or self._recalled(labels)
        owner = owner or self._named(labels)
        return owner or Unmapped(labels[:1] if project else labels)

    def _named(self, labels: Iterable[str]) -> Client | None:
        """The client whose very name is one of the labels; nobody where two are named."""
        named = {
            client.id: (label, client)
            for label in labels
            if (client := self._clients.named(label)) is not None
        }
        if len(named) != 1:
            return None
        label, client = next(iter(named.values()))
        # Remembered, so that the label still finds them once they are called something else.
        self.remember[label] = client.id
        self.by_name.add(label)
        return client

    def _told(self, labels: Iterable[tuple[str, str]]) -> Owner | None:
        """Whom the user names now for the first of the labels, remembered by the name beside it."""
        for label, name in labels:
            if label and client_key(label) in self._answers:
                return self._answered(name, self._answers[client_key(label)])
        return None

    def _answered(self, label: str, answer: str) -> Owner:
        if answer == NOT_A_CLIENT:
            self.remember[label] = NOT_A_CLIENT
            return NotAClient(label)
        client = self._clients.exactly(answer) or self._make(answer)
        self.remember[label] = client.id
        return client

    def _recalled(self, labels: Iterable[str]) -> Owner | None:
        for label in labels:
            answer = self._remembered.get(client_key(label))
            if answer == NOT_A_CLIENT:
                return NotAClient(label)
            client = self._clients.exactly(answer) if answer else None
            if client is not None:
                return client
        return None
