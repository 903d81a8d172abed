// Eleventy for the benchmark: the filters of templates/__init__.py, and the settings its templates have.
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const formats = [0, 1, 2].map((places) => new Intl.NumberFormat("en-US", { minimumFractionDigits: places, maximumFractionDigits: places }));
const filters = {
  points: (value) => value.toFixed(1),
  at: (value) => value.toFixed(1),
  number: (value, places = 1) => formats[places].format(value),
  integer: (value) => formats[0].format(value),
  gib: (value) => (value < 100 ? `${value.toFixed(1)} GiB` : `${formats[0].format(value)} GiB`),
  usd: (value) => (value >= 0.1 || value === 0 ? `$${formats[2].format(value)}` : `$${Number(value.toPrecision(2))}`),
  parameters: (value) => {
    const billions = value / 1e9;
    if (billions >= 1000) return `${(billions / 1000).toFixed(2)} T`;
    if (billions >= 0.95) return billions < 100 ? `${billions.toFixed(1)} B` : `${billions.toFixed(0)} B`;
    return `${(value / 1e6).toFixed(0)} M`;
  },
  date: (value) => `${Number(value.slice(8, 10))} ${MONTHS[Number(value.slice(5, 7)) - 1]} ${value.slice(0, 4)}`,
};

export default function (config) {
  config.setNunjucksEnvironmentOptions({ autoescape: true, trimBlocks: true, lstripBlocks: true });
  config.addNunjucksGlobal("root", "../../../");
  for (const [name, filter] of Object.entries(filters)) config.addNunjucksFilter(name, filter);
}
