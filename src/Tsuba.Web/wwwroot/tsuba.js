// Draws every graph on the page: a <div class="graph" data-url="…"> asks for its series as JSON and hands them to uPlot.
(function () {
  "use strict";

  const colours = ["#3d7fb5", "#c06a1f", "#3f8f5a", "#8a4fb0", "#b03a48", "#6b7a1e"];

  function draw(box) {
    if (box.dataset.drawn) { return; }
    box.dataset.drawn = "1";
    fetch(box.dataset.url, { headers: { "Accept": "application/json" } })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status))); })
      .then(function (graphs) {
        box.textContent = "";
        graphs.forEach(function (graph) { plot(box, graph); });
        if (graphs.length === 0) { box.textContent = "No results with numbers yet."; }
      })
      .catch(function (reason) { box.textContent = "The graph could not be loaded: " + reason.message; });
  }

  function plot(box, graph) {
    const series = [{}].concat(graph.series.map(function (one, index) {
      return { label: one.label, stroke: colours[index % colours.length], width: 1.5, points: { show: graph.times.length < 60 } };
    }));
    new uPlot({
      width: Math.max(320, Math.min(box.clientWidth || 800, 900)),
      height: 220,
      title: graph.title,
      series: series,
      axes: [{ stroke: "gray" }, { stroke: "gray", label: graph.unit || "", size: 70 }]
    }, [graph.times].concat(graph.series.map(function (one) { return one.values; })), box);
  }

  function all() { document.querySelectorAll(".graph[data-url]").forEach(draw); }

  document.addEventListener("DOMContentLoaded", all);
})();
