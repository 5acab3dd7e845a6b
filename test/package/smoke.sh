#!/usr/bin/env bash
# Installs the packed tarball into an empty application and imports every entry point: by `import` and by `require()`,
# on Node 24 and on whatever Node the system has of its own.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
app=$(mktemp -d)
trap 'rm -rf "$app"' EXIT
cd "$root"
tarball=$(npm pack --silent --pack-destination "$app")
cd "$app"
echo '{ "name": "app", "private": true }' > package.json
cp "$root/.npmrc" .
version() { node -p "require('$root/package.json').devDependencies['$1']"; }
npm install --silent "./$tarball" "effect@$(version effect)" "fast-check@$(version fast-check)" "nodemailer@$(version nodemailer)" \
  "liquidjs@$(version liquidjs)" "postal-mime@$(version postal-mime)" "html-to-text@$(version html-to-text)" \
  "date-holidays@$(version date-holidays)" "ts-ics@$(version ts-ics)"
entries=$(node -p "Object.keys(require('deskwright/package.json').exports).filter((e) => e !== './package.json').map((e) => 'deskwright' + e.slice(1)).join(' ')")
cat > use.cjs <<'JS'
const { createHelpdesk, defineWorkspace } = require("deskwright")
const desk = createHelpdesk({ workspace: defineWorkspace({ name: "Smoke" }) })
desk.open({ requester: { email: "ada@example.org" }, subject: "Hello", text: "World" })
  .then(({ ticket }) => desk.timeline(ticket.id))
  .then((timeline) => { if (!timeline.text.includes("Hello")) throw new Error("no timeline"); })
JS
system=$(PATH=$(echo "$PATH" | tr ':' '\n' | grep -v node_modules | paste -sd:) command -v node || true)
for runtime in "$root/node_modules/.bin/node" $system; do
  for entry in $entries; do
    "$runtime" --input-type=module -e "const m = await import('$entry'); if (Object.keys(m).length === 0) throw new Error('$entry is empty')"
    "$runtime" -e "const m = require('$entry'); if (Object.keys(m).length === 0) throw new Error('$entry is empty')" 2> err.txt || { cat err.txt; exit 1; }
  done
  "$runtime" use.cjs
  echo "package: $(echo "$entries" | wc -w) entries by import and require on Node $("$runtime" --version)"
done
