// Draws every graph on the page: a <div class="graph" data-url="…"> asks for its series as JSON and hands them to uPlot.
(function () {
  "use strict";

  const colours = ["#3d7fb5", "#c06a1f", "#3f8f5a", "#8a4fb0", "#b03a48", "#6b7a1e"];

  const numbers = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

  function short(value) { return value === null ? "" : numbers.format(value); }

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

  // Where a point stands for a span, a band from its least to its greatest value lies behind the line of means.
  function plot(box, graph) {
    const series = [{}];
    const data = [graph.times];
    const bands = [];
    graph.series.forEach(function (one, index) {
      const colour = colours[index % colours.length];
      if (one.maximum && one.minimum) {
        const edge = { stroke: colour + "40", width: 1, points: { show: false }, spanGaps: true };
        series.push(Object.assign({ label: one.label + " max" }, edge), Object.assign({ label: one.label + " min" }, edge));
        data.push(one.maximum, one.minimum);
        bands.push({ series: [data.length - 2, data.length - 1], fill: colour + "26" });
      }
      series.push({ label: one.label, stroke: colour, width: 1.5, spanGaps: true, points: { show: graph.times.length < 60 } });
      data.push(one.values);
    });
    new uPlot({
      width: Math.max(320, box.clientWidth || 800),
      height: 220,
      title: graph.title + (graph.source === "history" ? "" : " (" + graph.source + ")"),
      series: series,
      bands: bands,
      axes: [{ stroke: "gray" }, { stroke: "gray", label: graph.unit || "", size: 70, values: function (_, ticks) { return ticks.map(short); } }],
      tzDate: function (seconds) { return box.dataset.zone ? uPlot.tzDate(new Date(seconds * 1000), box.dataset.zone) : new Date(seconds * 1000); }
    }, data, box);
  }

  function all() { document.querySelectorAll(".graph[data-url]").forEach(draw); }

  document.addEventListener("DOMContentLoaded", all);
})();
