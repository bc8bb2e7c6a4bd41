// Complaints over time, by region and by type. A click leads to the number behind a point.
import { echarts } from "/static/chart/index.js";
import { both } from "/static/desk.js";

const place = document.getElementById("charts");
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const charts = {};

function chart(id, options, pointsOf) {
  const element = document.getElementById(id);
  element.closest("figure").hidden = false;
  const made = (charts[id] ??= echarts.init(element, dark ? "dark" : undefined, { renderer: "canvas" }));
  made.setOption({ backgroundColor: "transparent", animation: false, aria: { enabled: true }, ...options }, true);
  made.off("click");
  made.on("click", (event) => {
    const point = pointsOf(event);
    if (point) location.assign(`/bulletin/${data.issues[point[0]].document}#figure-${point[2]}`);
  });
}

const nameOf = (issue) => issue.date ?? issue.name;
const axis = () => ({ type: "category", data: data.issues.map(nameOf) });
const base = { grid: { left: 55, right: 20, top: 30, bottom: 60 }, dataZoom: [{ type: "inside" }, { type: "slider", height: 18, bottom: 8 }] };
const tooltip = { renderMode: "richText", trigger: "axis", confine: true };

function total(key, type) {
  const points = data.totals[key];
  const by = new Map(points.map((point) => [point[0], point]));
  chart(
    `chart-${key}`,
    {
      ...base,
      tooltip,
      xAxis: axis(),
      yAxis: { type: "value" },
      series: [{ type, data: data.issues.map((_, at) => by.get(at)?.[1] ?? null), symbolSize: 7, itemStyle: { color: dark ? "#8ab4f8" : "#1f5aa6" } }],
    },
    (event) => by.get(event.dataIndex),
  );
  document.getElementById(`chart-${key}`).closest("figure").hidden = !points.length;
}

function by(dimension) {
  const selector = document.querySelector(`select[data-chart="${dimension}"]`);
  const scopes = ["new", "cumulative"].filter((scope) => data.parts[`${dimension}/${scope}`]);
  if (!scopes.length) return;
  if (!scopes.includes(selector.value)) selector.value = scopes[0];
  const sum = (points) => points.reduce((all, point) => all + point[1], 0);
  const names = Object.entries(data.parts[`${dimension}/${selector.value}`]).sort((a, b) => sum(b[1]) - sum(a[1])).slice(0, 20);
  const lookup = names.map(([, points]) => new Map(points.map((point) => [point[0], point])));
  const isNew = selector.value === "new";
  chart(
    `chart-${dimension}`,
    {
      ...base,
      tooltip: { ...tooltip, trigger: "item" },
      legend: { type: "scroll", top: 0 },
      xAxis: axis(),
      yAxis: { type: "value" },
      series: names.map(([name], at) => ({
        name,
        type: isNew ? "bar" : "line",
        stack: isNew ? "all" : undefined,
        data: data.issues.map((_, issue) => lookup[at].get(issue)?.[1] ?? null),
      })),
    },
    (event) => lookup[event.seriesIndex]?.get(event.dataIndex),
  );
}

function table() {
  const body = document.querySelector("#numbers tbody");
  const totals = Object.fromEntries(["new", "cumulative"].map((key) => [key, new Map(data.totals[key].map((point) => [point[0], point]))]));
  body.replaceChildren(
    ...data.issues.map((issue, at) => {
      const row = document.createElement("tr");
      row.insertCell().textContent = issue.name;
      row.insertCell().textContent = issue.date ?? "";
      for (const key of ["new", "cumulative"]) {
        const cell = row.insertCell();
        cell.className = "n";
        const point = totals[key].get(at);
        if (!point) continue;
        const link = cell.appendChild(document.createElement("a"));
        link.href = `/bulletin/${issue.document}#figure-${point[2]}`;
        link.textContent = point[1];
      }
      return row;
    }),
  );
}

const data = place ? await (await fetch(`/charts/data?series=${place.dataset.series}`)).json() : null;
function draw() {
  total("new", "bar");
  total("cumulative", "line");
  for (const dimension of ["region", "pollution", "industry", "channel"]) by(dimension);
}
if (data) {
  draw();
  table();
  for (const selector of document.querySelectorAll("select.scope")) selector.addEventListener("change", () => by(selector.dataset.chart));
  addEventListener("resize", () => Object.values(charts).forEach((one) => one.resize()));
  place.charts = charts;
  place.dataset.ready = "yes";
}
