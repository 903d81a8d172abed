// One page a model, at the path it has on our site.
export default {
  pagination: { data: "models", size: 1, alias: "row" },
  permalink: (data) => `models/${data.row.model_id}/index.html`,
};
