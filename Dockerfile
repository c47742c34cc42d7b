# 青城科问的镜像：先装依赖，再只带走装好的和程序本身。
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY pyproject.toml constraints.txt README.md LICENSE ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt . \
    && /venv/bin/pip uninstall --yes --quiet pip setuptools

FROM python:3.11-slim
RUN groupadd --gid 10001 qingcheng \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin qingcheng \
    && mkdir /data /knowledge \
    && chown qingcheng:qingcheng /data /knowledge
COPY --from=build /venv /venv
WORKDIR /app
COPY run_bot.py ./
COPY bot ./bot
COPY handlers ./handlers
COPY deploy ./deploy
COPY --chown=qingcheng:qingcheng knowledge /knowledge
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1 \
    KNOWLEDGE_DIR=/knowledge \
    DATABASE_URL=sqlite:////data/qingcheng.sqlite3 \
    CACHE_DIR=/data/cache \
    METRICS_LISTEN=127.0.0.1:9100
USER qingcheng
VOLUME ["/data", "/knowledge"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9100/healthz', timeout=4)"]
CMD ["python", "run_bot.py"]
