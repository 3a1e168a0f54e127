# Gradsheet in a container: docker build -t gradsheet . && docker run --read-only -p 8000:8000 gradsheet

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /srv/gradsheet
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
# The dependencies alone: this layer is built again when pyproject.toml changes, not when the code does.
COPY pyproject.toml ./
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" > /tmp/dependencies \
 && pip install --no-compile -r /tmp/dependencies \
 && pip uninstall --yes pip \
 && python -m compileall -q --invalidation-mode unchecked-hash /opt/venv/lib
COPY static static
COPY templates templates
COPY app app
# Compiled here, since nothing is written where it runs; by hash, since a copy may change the time of a file.
RUN python -m compileall -q --invalidation-mode unchecked-hash app

# The files of the page as the application serves them where there is no bundle, with the font cut. What cuts it stays here.
FROM build AS files
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['font'], sep='\n')" > /tmp/font \
 && pip install --target /tmp/fonttools -r /tmp/font \
 && PYTHONPATH=/tmp/fonttools python -m app.pages.tree /tmp/files

FROM node:24-slim AS bundle
WORKDIR /srv/bundle
COPY tests/js/package.json versions.json
RUN npm install --no-package-lock --no-audit --no-fund --loglevel=error "esbuild@$(node -p "require('./versions.json').devDependencies.esbuild")"
COPY tests/js/bundle.js bundle.mjs
COPY --from=files /tmp/files files
RUN node bundle.mjs files bundle

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8000 WEB_CONCURRENCY=1
# Up to 128 MiB of freed memory is kept: large runs would otherwise spend most of their time on pages given back and asked for again.
ENV MALLOC_TRIM_THRESHOLD_=134217728 MALLOC_MMAP_THRESHOLD_=33554432
ENV GRADSHEET_BUNDLE=/srv/gradsheet/bundle
WORKDIR /srv/gradsheet
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/gradsheet ./
COPY --from=bundle /srv/bundle/bundle bundle
# A number, so that a cluster can see that it is not root; the user owns no file and needs no home.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=2); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
# The shell only reads HOST and PORT and is gone: the server is process 1, gets SIGTERM, and uvicorn reads WEB_CONCURRENCY itself.
CMD ["sh", "-c", "exec python -m app --host \"$HOST\" --port \"$PORT\""]
