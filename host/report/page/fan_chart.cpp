#include "host/report/page/fan_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "host/report/page/html.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr int y_ticks_wanted = 5;
constexpr int x_ticks_wanted = 7;

struct Bounds {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return !(low <= high); }
};

// From a chart's numbers to per cent of its area, from the left and from the top.
struct Scale {
  Bounds x;
  Bounds y;  // from the first to the last of its ticks
  std::vector<double> y_ticks;

  double left(double value) const { return 100 * (value - x.low) / (x.high - x.low); }
  double top(double value) const { return 100 * (y.high - value) / (y.high - y.low); }
  std::string point(double at, double value) const {
    return fmt::format("{:.2f},{:.2f}", left(at), top(value));
  }
};

Scale scale_of(const FanChart& chart) {
  Scale scale;
  for (std::size_t i = 0; i < chart.x.size(); ++i) {
    scale.x.take(chart.x[i]);
    scale.y.take(chart.quantiles[i].front());
    scale.y.take(chart.quantiles[i].back());
  }
  for (const ChartLine& line : chart.lines) {
    for (const double x : line.x) scale.x.take(x);
    for (const double y : line.y) scale.y.take(y);
  }
  if (scale.x.empty()) scale.x = {0, 1};
  if (scale.x.low == scale.x.high) scale.x.high += 1;
  if (scale.y.empty()) scale.y = {0, 1};
  // An axis that does not begin at zero would make small changes look large.
  scale.y.low = std::min(scale.y.low, 0.0);
  if (scale.y.low == scale.y.high) scale.y.high += 1;
  scale.y_ticks = round_ticks(scale.y.low, scale.y.high, y_ticks_wanted);
  scale.y.low = scale.y_ticks.front();
  scale.y.high = scale.y_ticks.back();
  return scale;
}

// The area between two quantiles, where both are there.
std::string band(const FanChart& chart, const Scale& scale, std::size_t low, std::size_t high) {
  std::vector<std::size_t> there;
  for (std::size_t i = 0; i < chart.x.size(); ++i) {
    const ChartedQuantiles& at = chart.quantiles[i];
    if (!std::isnan(at[low]) && !std::isnan(at[high])) there.push_back(i);
  }
  if (there.empty()) return "";
  // Along the upper edge and back along the lower one.
  std::string path;
  const auto add = [&](std::size_t i, std::size_t level) {
    path += (path.empty() ? "M" : "L") + scale.point(chart.x[i], chart.quantiles[i][level]);
  };
  for (const std::size_t i : there) add(i, high);
  std::ranges::reverse(there);
  for (const std::size_t i : there) add(i, low);
  return path + "Z";
}

std::string path_of(const Scale& scale, const std::vector<double>& x,
                    const std::vector<double>& y) {
  std::string path;
  bool open = false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(y[i])) {
      open = false;
      continue;
    }
    path += (open ? "L" : "M") + scale.point(x[i], y[i]);
    open = true;
  }
  return path;
}

std::string path_element(const std::string& form, const std::string& path) {
  return path.empty() ? "" : fmt::format("<path class=\"{}\" d=\"{}\"/>", form, path);
}

std::string shapes(const FanChart& chart, const Scale& scale) {
  std::string html = path_element("b95", band(chart, scale, 0, 6)) +
                     path_element("b80", band(chart, scale, 1, 5)) +
                     path_element("b50", band(chart, scale, 2, 4));
  std::vector<double> median;
  for (const ChartedQuantiles& at : chart.quantiles) median.push_back(at[charted_median]);
  // Single draws below the median, what is known and simple rules above it.
  std::string above;
  for (const ChartLine& line : chart.lines) {
    (line.form == "path" ? html : above) += path_element(line.form, path_of(scale, line.x, line.y));
  }
  html += path_element("median", path_of(scale, chart.x, median)) + above;
  if (!std::isnan(chart.last_observed)) {
    const double left = scale.left(chart.last_observed);
    html += fmt::format("<path class=\"cut\" d=\"M{:.2f},0L{:.2f},100\"/>", left, left);
  }
  return html;
}

// With as many decimals as the step between ticks has: 1 for 2.5.
std::string tick_text(double value, double step) {
  constexpr int most_decimals = 12;
  int decimals = 0;
  double scaled = std::abs(step);
  while (decimals < most_decimals && std::abs(scaled - std::round(scaled)) > 1e-6 * scaled) {
    scaled *= 10;
    ++decimals;
  }
  return grouped(value, decimals);
}

std::string axes(const FanChart& chart, const Scale& scale) {
  std::string html;
  const std::vector<double>& y = scale.y_ticks;
  const double step = y.size() > 1 ? (y[1] - y[0]) * chart.shown_per_unit : 1;
  for (const double tick : y) {
    html += fmt::format("<i class=\"y\" style=\"top:{:.2f}%\"><span>{}</span></i>", scale.top(tick),
                        tick_text(tick * chart.shown_per_unit, step));
  }
  for (const double tick : round_ticks(scale.x.low, scale.x.high, x_ticks_wanted)) {
    if (tick < scale.x.low || tick > scale.x.high || tick != std::floor(tick)) continue;
    html += fmt::format("<i class=\"x\" style=\"left:{:.2f}%\"><span>{:.0f}</span></i>",
                        scale.left(tick), tick);
  }
  return html;
}

}  // namespace

std::vector<double> round_ticks(double low, double high, int count) {
  const double raw = (high - low) / count;
  if (!std::isfinite(raw) || raw <= 0) return {low, high};
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= raw * (1 - 1e-9)) {
      step = factor * power;
      break;
    }
  }
  std::vector<double> ticks;
  const auto first = static_cast<long>(std::floor(low / step + 1e-9));
  const auto last = static_cast<long>(std::ceil(high / step - 1e-9));
  for (long i = first; i <= last; ++i) ticks.push_back(static_cast<double>(i) * step);
  return ticks;
}

std::string legend_as_html(const FanChart& chart) {
  std::string html = "<ul class=\"legend\">";
  const auto entry = [&html](const std::string& form, const std::string& words) {
    html += fmt::format("<li><b class=\"{}\"></b>{}</li>", form, escaped(words));
  };
  if (!chart.x.empty()) {
    entry("median", "median: half of the draws are below");
    entry("b50", "5 of 10 draws");
    entry("b80", "8 of 10 draws");
    entry("b95", "19 of 20 draws");
  }
  for (const ChartLine& line : chart.lines) {
    if (!line.label.empty()) entry(line.form, line.label);
  }
  if (!std::isnan(chart.last_observed)) entry("cut", chart.last_observed_words);
  return html + "</ul>";
}

std::string chart_as_html(const FanChart& chart, Legend legend) {
  const Scale scale = scale_of(chart);
  return fmt::format(
      "<figure class=\"fan\" id=\"{0}\" data-x=\"{1} {2}\" data-y=\"{3} {4}\">"
      "<figcaption>{5}</figcaption><p class=\"unit\">{6}</p><div class=\"chart\" role=\"img\" "
      "aria-label=\"{5}\">{7}<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\">{8}</svg></div>{9}</figure>\n",
      escaped(chart.id), exact(scale.x.low), exact(scale.x.high), exact(scale.y.low),
      exact(scale.y.high), escaped(chart.title), escaped(chart.unit), axes(chart, scale),
      shapes(chart, scale), legend == Legend::own ? legend_as_html(chart) : std::string());
}

nlohmann::json chart_as_json(const FanChart& chart) {
  nlohmann::json document = {{"id", chart.id},
                             {"title", chart.title},
                             {"unit", chart.unit},
                             {"scale", chart.shown_per_unit},
                             {"x", nlohmann::json::array()},
                             {"q", nlohmann::json::array()},
                             {"lines", nlohmann::json::array()}};
  for (std::size_t i = 0; i < chart.x.size(); ++i) {
    document["x"].push_back(page_number(chart.x[i], 8));
    nlohmann::json at = nlohmann::json::array();
    for (const double quantile : chart.quantiles[i]) {
      at.push_back(page_number(quantile, chart.digits));
    }
    document["q"].push_back(std::move(at));
  }
  for (const ChartLine& line : chart.lines) {
    if (line.label.empty()) continue;
    nlohmann::json one = {{"form", line.form},
                          {"label", line.label},
                          {"x", nlohmann::json::array()},
                          {"y", nlohmann::json::array()}};
    for (std::size_t i = 0; i < line.x.size(); ++i) {
      one["x"].push_back(page_number(line.x[i], 8));
      one["y"].push_back(page_number(line.y[i], chart.digits));
    }
    document["lines"].push_back(std::move(one));
  }
  if (!std::isnan(chart.last_observed)) {
    document["cut"] = page_number(chart.last_observed, 8);
    document["cut_words"] = chart.last_observed_words;
  }
  return document;
}

}  // namespace peregrine
