FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY planning planning
COPY scheduler scheduler
COPY storage storage
COPY sandbox sandbox
RUN /venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /data oncourse
COPY --from=build /venv /venv
USER oncourse
WORKDIR /data
ENV DATABASE_URL=sqlite:////data/oncourse.db PYTHONUNBUFFERED=1
VOLUME /data
ENTRYPOINT ["/venv/bin/oncourse"]
CMD ["run"]
