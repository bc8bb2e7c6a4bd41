// A list as a table that sorts, filters and exports; rows come from the desk by the slice.
import * as grid from "/static/grid/index.js";
import { both, toast } from "/static/desk.js";

const place = document.getElementById("grid");
const list = place.dataset.list;
const columns = JSON.parse(document.getElementById("columns").textContent);
const nonce = document.querySelector('meta[name="style-nonce"]').content;
const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? grid.colorSchemeDark : grid.colorSchemeLight;
const CHINESE = {
  loadingOoo: "载入中…", noRowsToShow: "没有数据", contains: "包含", notContains: "不包含", equals: "等于", notEqual: "不等于", startsWith: "开头是", endsWith: "结尾是",
  blank: "空", notBlank: "非空", lessThan: "小于", greaterThan: "大于", lessThanOrEqual: "小于等于", greaterThanOrEqual: "大于等于", inRange: "介于", inRangeStart: "从", inRangeEnd: "到",
  andCondition: "且", orCondition: "或", filterOoo: "筛选…", pinColumn: "固定列", sortAscending: "升序", sortDescending: "降序", columnFilter: "筛选",
};

grid.ModuleRegistry.registerModules([grid.AllCommunityModule ?? grid.InfiniteRowModelModule].filter(Boolean));

const asked = { sort: "[]", filter: "{}" };
const query = () => `sort=${encodeURIComponent(asked.sort)}&filter=${encodeURIComponent(asked.filter)}`;

const source = {
  async getRows(params) {
    asked.sort = JSON.stringify(params.sortModel.map(({ colId, sort }) => ({ colId, sort })));
    asked.filter = JSON.stringify(params.filterModel);
    document.getElementById("export").href = `/lists/${list}/${list}.csv?${query()}`;
    const answer = await fetch(`/lists/${list}/rows?start=${params.startRow}&end=${params.endRow}&${query()}`);
    if (!answer.ok) {
      toast((await answer.json()).error);
      return params.failCallback();
    }
    const { rows, last } = await answer.json();
    params.successCallback(rows, last ?? -1);
  },
};

const open = (row) => row?._href && location.assign(row._href);
const api = grid.createGrid(place, {
  theme: grid.themeQuartz.withPart(scheme),
  styleNonce: nonce,
  rowModelType: "infinite",
  datasource: source,
  cacheBlockSize: 200,
  localeText: both(CHINESE, undefined),
  ensureDomOrder: true,
  suppressColumnVirtualisation: true,
  suppressFieldDotNotation: true,
  columnDefs: columns.map(({ name, kind, label, values }) => ({
    field: name,
    headerName: both(...label),
    valueFormatter: ({ value }) => (values[value] ? both(...values[value]) : (value ?? "")),
    filter: kind === "number" ? "agNumberColumnFilter" : "agTextColumnFilter",
    type: kind === "number" ? "numericColumn" : undefined,
    minWidth: kind === "number" ? 90 : 120,
    flex: kind === "number" ? 0 : 1,
    width: kind === "number" ? 100 : undefined,
  })),
  defaultColDef: { sortable: true, resizable: true, filterParams: { maxNumConditions: 2, buttons: ["reset"] } },
  onRowDoubleClicked: ({ data }) => open(data),
  onCellKeyDown: ({ event, data }) => event.key === "Enter" && open(data),
});
addEventListener("language", () => {
  api.setGridOption("columnDefs", api.getColumnDefs().map((column, at) => ({ ...column, headerName: both(...columns[at].label) })));
});
place.gridApi = api;
