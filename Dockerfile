# One image for every part: web, workers, beat and the commands. compose.yaml and docs/deploy.md show how they are put together.
FROM python:3.12-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    RAPPORT_PRODUCTION=1 RAPPORT_DATA=/data STATIC_ROOT=/app/static HOST=0.0.0.0

RUN useradd --system --create-home --uid 10001 rapport && install -d -o rapport /data /app/static
WORKDIR /app

COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt && python -m compileall -q /usr/local/lib/python3.12/site-packages

COPY . .
# The addresses are only read, nothing connects to them; the key is thrown away.
RUN SECRET_KEY=build DATABASE_URL=postgresql://build/build REDIS_URL=redis://build \
    python manage.py collectstatic --no-input --verbosity=0

USER rapport
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "--config=python:agency.gunicorn", "agency.wsgi"]
