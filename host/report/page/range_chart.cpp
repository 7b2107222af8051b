#include "host/report/page/range_chart.h"

#include <fmt/format.h>

#include <algorithm>

#include "host/report/page/html.h"

namespace peregrine {

std::string range_chart(const std::string& id, const std::string& words,
                        const std::vector<RangeBar>& bars, const std::vector<double>& ticks,
                        const std::function<std::string(double)>& tick_words) {
  if (bars.empty()) return {};
  const auto at = [&ticks](double value) {
    const double share = (value - ticks.front()) / (ticks.back() - ticks.front());
    return 100 * std::clamp(share, 0.0, 1.0);
  };
  std::string html = fmt::format(
      "<figure class=\"ranges\" id=\"{}\" aria-hidden=\"true\">\n<p class=\"unit\">{}</p>\n",
      escaped(id), escaped(words));
  for (const RangeBar& bar : bars) {
    html += fmt::format(
        "<div><span>{}</span><i><b style=\"left:{:.2f}%;width:{:.2f}%\"></b><u "
        "style=\"left:{:.2f}%\"></u></i></div>\n",
        escaped(bar.name), at(bar.low), at(bar.high) - at(bar.low), at(bar.mark));
  }
  html += "<div class=\"axis\"><span></span><i>";
  for (const double tick : ticks) {
    html += fmt::format("<s style=\"left:{:.2f}%\">{}</s>", at(tick), tick_words(tick));
  }
  return html + "</i></div>\n</figure>\n";
}

}  // namespace peregrine
