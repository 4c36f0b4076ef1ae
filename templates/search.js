// Search on /search/ only: Pagefind reads the index, this shows what it finds. Without it the page keeps its lists.
const form = document.querySelector("#search");
const field = form.elements.q;
const status = document.querySelector("#search-status");
const list = document.querySelector("#results");
const more = document.querySelector("#more-results");
const words = form.dataset;
const root = new URL(words.root, document.baseURI);
const filters = [...form.querySelectorAll("select[data-filter]")];
// Digits as on the pages.
const locale = `${document.documentElement.lang}-u-nu-latn`;
const BATCH = 10;
let engine;
let found = [];
let shown = 0;
let turn = 0;

async function load() {
  const years = words.years.split(" ").map((year) => new URL(`${words.index}/${year}/`, root).href);
  const pagefind = await import(`${years[0]}pagefind.js`);
  await pagefind.options({ baseUrl: root.pathname, excerptLength: 32 });
  await pagefind.init();
  for (const year of years.slice(1)) await pagefind.mergeIndex(year, { baseUrl: root.pathname });
  offer(await pagefind.filters());
  return pagefind;
}

// Each filter's values with how many articles have them; one that nothing has any more stays while it is chosen.
function offer(counts) {
  for (const select of filters) {
    const chosen = select.value;
    const values = Object.entries(counts[select.dataset.filter] ?? {}).filter(([value, n]) => n || value === chosen);
    const byName = select.dataset.filter === "year" ? (a, b) => b[0] - a[0] : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0]);
    const options = values.sort(byName).slice(0, 200).map(([value, n]) => new Option(`${value} (${n.toLocaleString(locale)})`, value));
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
  }
}

function readQuery() {
  const query = new URLSearchParams(location.search);
  field.value = query.get("q") ?? "";
  form.elements.sort.value = query.get("sort") === "date" ? "date" : "";
  for (const select of filters) {
    const value = query.get(select.name);
    if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(value, value));
    select.value = value ?? "";
  }
}

function writeQuery() {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
}

async function search() {
  const own = ++turn;
  writeQuery();
  const chosen = Object.fromEntries(filters.filter((one) => one.value).map((one) => [one.dataset.filter, one.value]));
  const term = field.value.trim() || null;
  if (!term && !Object.keys(chosen).length) {
    list.replaceChildren();
    more.hidden = true;
    status.textContent = "";
    offer(await engine.filters());
    return;
  }
  const sort = form.elements.sort.value ? { date: "desc" } : {};
  const answer = await engine.search(term, { filters: chosen, sort });
  if (own !== turn) return;
  found = answer.results;
  shown = 0;
  list.replaceChildren();
  offer(answer.filters);
  await showMore(own);
  if (own !== turn) return;
  const count = found.length.toLocaleString(locale);
  const forms = JSON.parse(words.counts);
  const form_of = new Intl.PluralRules(locale).select(found.length);
  status.textContent = found.length === 0 ? words.none : (forms[form_of] ?? forms.other).replace("%s", count);
}

async function showMore(own = turn) {
  const next = await Promise.all(found.slice(shown, shown + BATCH).map((result) => result.data()));
  if (own !== turn) return;
  list.append(...next.map(draw));
  shown += next.length;
  more.hidden = shown >= found.length;
}

function draw({ url, meta, excerpt, content }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "title";
  link.href = location.protocol === "file:" ? `${url}index.html` : url;
  link.textContent = meta.title;
  const facts = document.createElement("p");
  facts.className = "meta";
  const source = document.createElement("bdi");
  source.textContent = meta.source;
  const time = document.createElement("time");
  time.dateTime = meta.date;
  const day = new Date(`${meta.date}T00:00:00Z`);
  time.textContent = day.toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" });
  facts.append(source, " · ", time);
  const text = document.createElement("p");
  const bare = excerpt.replaceAll(/<\/?mark>/g, "").trim();
  const [before, after] = [content.trim().startsWith(bare) ? "" : "… ", content.trim().endsWith(bare) ? "" : " …"];
  text.append(before, ...mark(excerpt), after);
  for (const part of [link, text]) {
    if (meta.lang) part.lang = meta.lang;
    part.dir = meta.dir || "auto";
  }
  item.append(link, facts, text);
  return item;
}

// Pagefind's excerpt is escaped text with <mark>: only these two tags are made, whatever stands in it.
function* mark(excerpt) {
  const holder = document.createElement("textarea");
  for (const part of excerpt.split(/(<mark>.*?<\/mark>)/s)) {
    const inner = /^<mark>(.*)<\/mark>$/s.exec(part);
    holder.innerHTML = inner ? inner[1] : part;
    if (!inner) yield holder.value;
    else {
      const marked = document.createElement("mark");
      marked.textContent = holder.value;
      yield marked;
    }
  }
}

function walk(event) {
  const links = [field, ...list.querySelectorAll("a.title")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = links.indexOf(document.activeElement);
  if (step && at >= 0) {
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    if (next !== document.activeElement) {
      event.preventDefault();
      next.focus();
    }
  } else if (event.key === "Escape" && at > 0) {
    field.focus();
  }
}

try {
  readQuery();
  engine = await load();
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  form.addEventListener("change", (event) => event.target !== field && search());
  more.addEventListener("click", async () => {
    const first = shown;
    await showMore();
    list.querySelectorAll("a.title")[first]?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(?:INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    } else walk(event);
  });
  readQuery();
  await search();
} catch (problem) {
  form.hidden = true;
  status.textContent = words.failed;
  console.warn(problem);
}
