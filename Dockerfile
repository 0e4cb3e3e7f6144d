FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /data oncourse
WORKDIR /app
COPY --from=build /venv /venv
COPY bot bot
COPY handlers handlers
COPY planning planning
COPY scheduler scheduler
COPY storage storage
USER oncourse
ENV DATABASE_URL=sqlite:////data/oncourse.db PYTHONUNBUFFERED=1
VOLUME /data
ENTRYPOINT ["/venv/bin/python", "-m", "bot.cli"]
CMD ["run"]
