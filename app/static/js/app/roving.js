/* Many links, one stop for the tab key: arrows go from cell to cell of table[data-grid] (empty cells
   are passed over) and along nav[data-roving]. */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function leaveOneStop(links, stop) {
  links.forEach((link) => { link.tabIndex = link === stop ? 0 : -1; });
}

function startRoving() {
  all("table[data-grid]").forEach((table) => {
    const links = all("td a", table);
    leaveOneStop(links, table.querySelector("td.today a") || links[0]);
  });
  all("nav[data-roving]").forEach((nav) => {
    const links = all("a", nav);
    leaveOneStop(links, nav.querySelector("[aria-current]") || links[0]);
  });
}

function moveStop(from, to) {
  if (!to) return;
  from.tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}

function moveInGrid(link, [right, down]) {
  const cell = link.closest("td");
  const { rows } = cell.closest("tbody");
  let column = cell.cellIndex;
  let row = cell.parentNode.sectionRowIndex;
  let next;
  do {
    column += right;
    row += down;
    next = rows[row]?.cells[column];
  } while (next && !next.querySelector("a"));
  moveStop(link, next?.querySelector("a"));
}

function moveAlong(link, by) {
  const links = all("a", link.closest("nav"));
  moveStop(link, links[links.indexOf(link) + by]);
}
