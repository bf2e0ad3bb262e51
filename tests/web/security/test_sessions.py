from contextlib import ExitStack
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from kiosk.errors import ValidationError
from kiosk.web.security.hashing import hash_token
from kiosk.web.security.passwords import Passwords, validated_password
from kiosk.web.security.sessions import is_expired, new_session_token, safe_redirect_path
from kiosk.web.security.throttle import FORGET_AFTER, MAX_CONCURRENT, MAX_DELAY, Throttle
from tests.server import MOMENT


def test_two_tokens_are_never_alike_and_only_their_hash_is_kept():
    one, two = new_session_token(MOMENT), new_session_token(MOMENT)

    assert one != two
    assert len(one.partition(".")[0]) >= 43  # 256 bits
    assert one.partition(".")[0] not in hash_token(one)


def test_the_longest_session_ends_after_180_days_however_often_it_is_used():
    token = new_session_token(MOMENT)

    assert not is_expired(token, MOMENT + timedelta(days=179, hours=23))
    assert is_expired(token, MOMENT + timedelta(days=180, hours=1))


@pytest.mark.parametrize("token", ["", "x", "x.", "x.y", "x.-1", "x.1", "x." + "9" * 90, "٣.٣"])
def test_what_is_no_token_has_ended(token):
    assert is_expired(token, MOMENT)


def test_a_token_whose_day_was_forged_has_another_hash():
    token = new_session_token(MOMENT)
    forged = f"{token.partition('.')[0]}.{int(MOMENT.timestamp()) + 10**7}"

    assert hash_token(forged) != hash_token(token)


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "evil",
        "",
        "/admin/login?next=/",
        "/admin/logout",
        "/a\r\nSet-Cookie: x",
    ],
)
def test_after_the_log_in_nobody_is_sent_to_another_site(path):
    assert safe_redirect_path(path) == "/admin/"


def test_after_the_log_in_people_are_where_they_wanted_to_be():
    assert safe_redirect_path("/admin/?key-result=M3XD") == "/admin/?key-result=M3XD"


def test_a_password_matches_itself_only():
    passwords = Passwords()
    kept = passwords.hash("correct horse battery")

    assert kept.startswith("$argon2id$")
    assert passwords.matches("correct horse battery", kept)
    assert not passwords.matches("correct horse batterz", kept)
    assert not passwords.matches("correct horse battery", None)
    assert not passwords.matches("x", "no hash at all")


def test_an_unknown_name_is_compared_with_a_hash_as_dear_as_any():
    hasher = PasswordHasher()
    nobody = Passwords(hasher)._unknown_user_hash

    assert extract_parameters(nobody) == extract_parameters(hasher.hash("x"))
    with pytest.raises(VerifyMismatchError):
        hasher.verify(nobody, "x")


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [("123456789", "123456789", "password"), ("x" * 201, "x" * 201, "password")]
    + [("1234567890", "1234567891", "again")],
)
def test_a_password_that_is_invalid_is_refused_at_its_field(password, again, field):
    with pytest.raises(ValidationError) as refused:
        validated_password(password, again)
    assert refused.value.field == field


class Moment:
    """A clock in seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_guesses_wait_longer_and_longer_but_never_for_ever():
    throttle = Throttle(Moment())

    waits = [throttle.delay_for_attempt("name:ada") for _ in range(20)]

    assert waits[:5] == [0, 0, 0, 0.25, 0.5]
    assert waits == sorted(waits)
    assert waits[-1] == MAX_DELAY


def test_a_right_guess_and_a_quarter_of_an_hour_are_both_forgiving():
    moment = Moment()
    throttle = Throttle(moment)
    for _ in range(6):
        throttle.delay_for_attempt("a", "b")

    throttle.reset("a")
    assert throttle.delay_for_attempt("a") == 0
    assert throttle.delay_for_attempt("b") > 0
    moment.now += FORGET_AFTER + 1
    assert throttle.delay_for_attempt("b") == 0


def test_the_longer_of_two_waits_counts():
    throttle = Throttle(Moment())
    for _ in range(5):
        throttle.delay_for_attempt("name:ada")

    assert throttle.delay_for_attempt("address:192.0.2.1", "name:ada") > 0
    assert throttle.delay_for_attempt("address:192.0.2.1", "name:bo") == 0


def test_a_flood_of_names_is_forgotten_before_it_fills_the_memory():
    throttle = Throttle(Moment(), entries=3)
    for _ in range(5):
        throttle.delay_for_attempt("first")
    for number in range(3):
        throttle.delay_for_attempt(f"name:{number}")

    assert throttle.delay_for_attempt("first") == 0


def test_only_a_few_guesses_of_one_address_are_under_way_at_once():
    throttle = Throttle(Moment())
    with ExitStack() as stack:
        turns = [
            stack.enter_context(throttle.limit_concurrency("address:a"))
            for _ in range(MAX_CONCURRENT + 1)
        ]
        with throttle.limit_concurrency("address:b") as other:
            assert other

    assert turns == [True] * MAX_CONCURRENT + [False]
    with throttle.limit_concurrency("address:a") as again:
        assert again
