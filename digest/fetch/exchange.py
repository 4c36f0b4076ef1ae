"""One request to its end: the host's turn, robots.txt, validators, redirects, retries, all within a budget of time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random

from digest.errors import FetchError
from digest.fetch.answers import PERMANENT, REDIRECTS, RETRIED, error_of_answer, parse_retry_after
from digest.fetch.http_cache import HttpCache, StoredResponse, is_storable
from digest.fetch.requests import FetchPolicy, Request, Response, Target, follow_redirect, split_target
from digest.fetch.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from digest.fetch.robots import RobotsRules, parse_robots, rules_without_file
from digest.fetch.schedule import Lane, Schedule
from digest.fetch.transport import Answer, Stage, Transport

_ACCEPT = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}
_CONNECT_SHARE = 1 / 3  # of the deadline: a lost packet at the start leaves time for a second attempt


@dataclass(slots=True)
class Budget:
    """What is left of a request's time, and of its patience with Retry-After. In seconds."""

    full_s: float
    left_s: float
    patience_s: float

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        """Time what is done inside; TimeoutError when nothing is left."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            async with asyncio.timeout(max(self.left_s, 0)):
                yield
        finally:
            self.left_s -= loop.time() - begun


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What stays the same over the hops and attempts of one request."""

    kind: str
    budget: Budget
    attempts: int
    max_bytes: int
    keeps_room: bool


class Exchange:
    """All requests of one run, inside one event loop. `now` is the run's instant, `random` spreads retries."""

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        transport: Transport,
        schedule: Schedule,
        cache: HttpCache,
        now: datetime,
        random: Random,
    ) -> None:
        self._policy = policy
        self._transport = transport
        self._schedule = schedule
        self._cache = cache
        self._now = now
        self._random = random
        self._robots: dict[str, asyncio.Task[RobotsRules]] = {}

    async def fetch(self, request: Request) -> Response:
        """The whole answer to `request`; it keeps its room in the schedule. Raises FetchError."""
        target = split_target(request.url)
        errand = _Errand(
            kind=request.kind,
            budget=self._budget(target, self._policy.deadline_s),
            attempts=self._policy.attempts,
            max_bytes=self._policy.max_bytes,
            keeps_room=True,
        )
        return await self._follow(request.url, target, errand)

    def _budget(self, target: Target, deadline_s: float) -> Budget:
        full_s = self._schedule.lane(target.authority).deadline_s(deadline_s)
        return Budget(full_s, full_s, self._policy.retry_after_cap_s)

    async def _follow(self, url: str, target: Target, errand: _Errand) -> Response:
        """Ask, and go where redirects lead, each hop held to the same rules as the first."""
        stored = self._cache.load(url)
        visited = [target.url]
        permanent = True
        while True:
            if errand.kind == "page":
                await self._obey_robots(target)
            known = stored if stored is not None and stored.final_url == target.url else None
            answer = await self._ask(target, known, errand)
            if answer.status not in REDIRECTS:
                moved_to = target.url if permanent and len(visited) > 1 else None
                try:
                    return self._accept(url, target, answer, known, moved_to)
                except Exception:
                    if errand.keeps_room:
                        self._schedule.release()  # else a fault of ours would take up all room, and the run stand still
                    raise
            permanent = permanent and answer.status in PERMANENT
            target = follow_redirect(target, _location(answer))
            if target.url in visited:
                reason = "it redirects in a circle; it may want cookies, or the address is old: look in a browser"
                raise FetchError("redirect-loop", reason)
            visited.append(target.url)
            if len(visited) > self._policy.max_redirects + 1:
                reason = f"it redirects more than {self._policy.max_redirects} times; name the last address instead"
                raise FetchError("redirect-loop", reason)

    def _accept(
        self, url: str, target: Target, answer: Answer, known: StoredResponse | None, moved_to: str | None
    ) -> Response:
        """The answer as a Response, stored for the next run."""
        unchanged = answer.status == 304 and known is not None
        content_type = answer.headers.get("content-type")
        if unchanged and known is not None:
            content_type = content_type or known.content_type
            self._cache.touch(url, self._now)
        elif is_storable(answer.headers.get("cache-control")):
            stored = StoredResponse(
                final_url=target.url,
                content_type=content_type,
                etag=answer.headers.get("etag"),
                last_modified=answer.headers.get("last-modified"),
                fetched_at=self._now,
                body=answer.body,
            )
            self._cache.store(url, stored)
        else:
            self._cache.discard(url)
        return Response(
            url=url,
            final_url=target.url,
            status=answer.status,
            content_type=content_type,
            fetched_at=self._now,
            body=known.body if unchanged and known is not None else answer.body,
            unchanged=unchanged,
            moved_to=moved_to,
        )

    # --- one hop, some attempts ---------------------------------------------------------------------------

    async def _ask(self, target: Target, known: StoredResponse | None, errand: _Errand) -> Answer:
        """One hop's answer: a body, a redirect, or a 304 to validators. Asks again where that may help."""
        lane = self._schedule.lane(target.authority)
        attempt = 1
        while True:
            self._check_worth(lane)
            wait_s = None
            error: FetchError | None
            try:
                answer = await self._send(target, known, errand)
                wait_s = parse_retry_after(answer.headers, self._now)
                error = error_of_answer(answer.status, answer.body, wait_s=wait_s)
                if answer.status == 304 and known is None:
                    error = FetchError("unexpected-status", "304 without our having asked whether it changed")
            except FetchError as raised:
                error = raised
            if error is None:
                lane.note(None)
                return answer
            pause_s = None if lane.is_failing else self._pause_before_retry(error.code, wait_s, attempt, errand)
            if pause_s is None:
                lane.note(error.code, may_pass=error.code in RETRIED)
                raise error if attempt == 1 else FetchError(error.code, f"{error.reason} (asked {attempt} times)")
            attempt += 1
            if wait_s is None:
                await asyncio.sleep(pause_s)
            else:
                lane.delay(pause_s)  # it holds for whatever else is to be asked of the host

    def _check_worth(self, lane: Lane) -> None:
        """Raise FetchError where the host has had its share of this run."""
        if lane.is_given_up:
            reason = f"not asked, since {lane.name} has failed several times in a row; tried again on the next run"
            raise FetchError("host-failing", reason)
        if lane.spent_s >= self._policy.host_limit_s:
            reason = f"put off: {lane.name} has taken {lane.spent_s:.0f} s of this run; read on the next one"
            raise FetchError("postponed", reason)

    async def _send(self, target: Target, known: StoredResponse | None, errand: _Errand) -> Answer:
        """One attempt, when it is the host's turn."""
        headers = {"Accept": _ACCEPT[errand.kind]}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        stage, budget = Stage(), errand.budget
        lane = self._schedule.lane(target.authority)
        async with self._schedule.turn(lane, polite=errand.kind == "page") as turn:
            try:
                async with budget.spend():
                    answer = await self._transport.send(
                        target,
                        headers,
                        stage=stage,
                        connect_s=max(min(budget.left_s, budget.full_s * _CONNECT_SHARE), 0.001),
                        max_bytes=errand.max_bytes,
                        cut=errand.kind == "robots",
                    )
            except TimeoutError:
                reason = (
                    f"no whole answer within {budget.full_s:.3g} s, stopped {stage.name}; tried again on the next run"
                )
                raise FetchError("timeout", reason) from None
            fits = answer.status == 304 and known is not None
            turn.keeps_room = errand.keeps_room and (fits or bool(answer.body))
            return answer

    def _pause_before_retry(self, code: str, wait_s: float | None, attempt: int, errand: _Errand) -> float | None:
        """Seconds until the next attempt; None where there is to be none."""
        budget = errand.budget
        if code not in RETRIED or attempt >= errand.attempts or budget.left_s <= 0:
            return None
        backoff_s = self._policy.backoff_s * 2.0 ** (attempt - 1) * (0.75 + self._random.random() / 2)
        if wait_s is not None:
            if wait_s > budget.patience_s:
                return None
            budget.patience_s -= wait_s
            return max(wait_s, backoff_s)
        if code == "rate-limited" or backoff_s >= budget.left_s:
            return None
        budget.left_s -= backoff_s
        return backoff_s

    # --- robots.txt ---------------------------------------------------------------------------------------

    async def _obey_robots(self, target: Target) -> None:
        """Raise FetchError where the host's robots.txt forbids `target`; its Crawl-delay goes to the lane."""
        task = self._robots.get(target.origin)
        if task is None:
            task = self._robots[target.origin] = asyncio.create_task(self._read_robots(target))
        rules = await asyncio.shield(task)
        lane = self._schedule.lane(target.authority)
        lane.pause_s = max(lane.pause_s, min(rules.crawl_delay_s, self._policy.crawl_delay_cap_s))
        rules.check(target.url)

    async def _read_robots(self, target: Target) -> RobotsRules:
        """The rules of the host, asked once in a run. What was stored counts while the host does not answer."""
        place = follow_redirect(target, "/robots.txt")
        errand = _Errand(
            kind="robots",
            budget=self._budget(target, self._policy.deadline_s / 2),
            attempts=min(self._policy.attempts, 2),
            max_bytes=MAX_ROBOTS_BYTES,
            keeps_room=False,
        )
        try:
            response = await self._follow(place.url, place, errand)
        except FetchError as error:
            rules = rules_without_file(error, self._policy.product)
            stored = self._cache.load(place.url) if rules.refusal is not None else None
            return parse_robots(stored.body, self._policy.product) if stored is not None else rules
        return parse_robots(response.body, self._policy.product)


def _location(answer: Answer) -> str:
    """The Location header, which browsers take as UTF-8 although headers are Latin-1."""
    found = answer.headers.get("location")
    if not found:
        raise FetchError("bad-redirect", f"{answer.status} without saying where to; look at the address in a browser")
    raw = found.encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found
