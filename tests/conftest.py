"""試験のもと。どちらのデータベースで試すか、だれが出るかを決める。"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests.support.postgres import NAME, Cluster

# 設定が読まれる前に決める。Playwright は別の輪の中で動くので、ORM の見張りを外す。
os.environ.update(
    DJANGO_SETTINGS_MODULE="madoguchi.config.settings",
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
    MADOGUCHI_HTTPS="no",
    MADOGUCHI_VAR=tempfile.mkdtemp(prefix="madoguchi-test-"),
    MADOGUCHI_HOSTS="127.0.0.1,localhost,testserver",
)
os.environ.pop("DATABASE_URL", None)

CLUSTER: list[Cluster] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """--db sqlite か --db postgres。"""
    parser.addoption("--db", choices=["sqlite", "postgres"], default="sqlite", help="試すデータベース")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """PostgreSQL なら、設定が読まれる前に立ち上げる。設定を読めば、pytest-django があとを整える。"""
    if _only_hands_out(config):
        # 子は、この環境を引き継ぐ。残すと、子がデータベースを決めるより先に設定が読まれてしまう。
        del os.environ["DJANGO_SETTINGS_MODULE"]
        return
    if config.getoption("--db") == "postgres":
        cluster = Cluster()
        CLUSTER.append(cluster)
        cluster.prepare()
        os.environ["DATABASE_URL"] = cluster.url()
    assert settings.DATABASES


def _only_hands_out(config: pytest.Config) -> bool:
    """並べて試すとき（-n）の、配るだけの親か。試すのは、それぞれ自分のデータベースを持つ子である。"""
    return bool(getattr(config.option, "numprocesses", None)) and not hasattr(config, "workerinput")


def pytest_unconfigure() -> None:
    """立ち上げたものを止め、置いたものを消す。"""
    while CLUSTER:
        CLUSTER.pop().stop()
    shutil.rmtree(os.environ["MADOGUCHI_VAR"])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PostgreSQL でだけ確かめられる試験は SQLite で飛ばし、データベースを使わない試験は二度行わない。"""
    if config.getoption("--db") == "postgres":
        config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
        items[:] = [item for item in items if uses_database(item)]
        return
    skip = pytest.mark.skip(reason="--db postgres のときだけ")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)


def uses_database(item: pytest.Item) -> bool:
    """データベースの用意を求める試験か。"""
    return bool({"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))) or bool(
        item.get_closest_marker("django_db")
    )


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """PostgreSQL は持ち主の役割がすでに移行してある。"""
    return bool(CLUSTER)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """PostgreSQL では、移行ずみの同じデータベースを使う。"""
    if CLUSTER:
        settings.DATABASES["default"]["TEST"]["NAME"] = NAME
    TransactionTestCase._fixture_teardown = _wipe(TransactionTestCase._fixture_teardown)


def _wipe(flush):
    """記録の引き金は消すことを許さないので、試験のあとの片づけのあいだだけ外す。"""

    def teardown(case) -> None:
        from django.db import connection

        from madoguchi.audit import guards

        if CLUSTER:
            CLUSTER[0].wipe()
            return
        guards.remove(connection)
        flush(case)
        guards.install(connection)

    return teardown


@pytest.fixture
def towns(db) -> None:
    """あおば市ともみじ市。"""
    from tests.support import cast

    cast.found_towns()


@pytest.fixture
def sato(towns):
    """あおば市 市民課の窓口職員。"""
    from tests.support import cast

    return cast.sato()


@pytest.fixture
def takahashi(towns):
    """あおば市 税務課の職員。"""
    from tests.support import cast

    return cast.takahashi()


@pytest.fixture
def suzuki(towns):
    """もみじ市 市民課の窓口職員。"""
    from tests.support import cast

    return cast.suzuki()


@pytest.fixture
def var_folder() -> Path:
    """試験のあいだのファイルの置き場。"""
    return Path(os.environ["MADOGUCHI_VAR"])
