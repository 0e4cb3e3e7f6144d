FROM python:3.13-slim AS build
WORKDIR /build
# The environment that runs has no pip in it; the one that builds stays behind.
RUN python -m venv /tool && python -m venv --without-pip /venv
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_REQUIRE_VIRTUALENV=0
COPY requirements.txt requirements-dev.txt ./
RUN sed -n '/^setuptools==/,/[^\\]$/p' requirements-dev.txt > build.txt \
    && /tool/bin/pip install --require-hashes -r build.txt \
    && /tool/bin/pip --python /venv/bin/python install --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY planning planning
COPY scheduler scheduler
COPY storage storage
RUN /tool/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheel . \
    && /tool/bin/pip --python /venv/bin/python install --no-deps /wheel/*.whl

FROM python:3.13-slim
# The same numbers everywhere, so that volumes stay writable from one version to the next.
RUN groupadd --gid 10001 oncourse \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin oncourse \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /venv /venv
ENV HOME=/data \
    PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    DATABASE_URL=sqlite:////data/oncourse.db \
    HEARTBEAT_FILE=/data/oncourse.alive
USER 10001:10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=3 CMD ["oncourse", "health"]
ENTRYPOINT ["oncourse"]
CMD ["run"]
