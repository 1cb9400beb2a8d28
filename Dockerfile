FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 GOCUA_ENV=production GOCUA_HOME=/srv/gocua/instance HOST=0.0.0.0 PORT=8000

WORKDIR /srv/gocua
RUN useradd --system --home-dir /srv/gocua --no-create-home gocua \
    && install -d -o gocua -g gocua /srv/gocua/instance

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .

USER gocua
VOLUME /srv/gocua/instance
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["sh", "-c", "flask db upgrade && exec gunicorn wsgi:app"]
