#include "host/report/page/page.h"

#include <fmt/format.h>
#include <libdeflate.h>
#include <openssl/evp.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <utility>

#include "host/report/page/assets.h"
#include "host/report/page/decomposition.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/support/error.h"
#include "host/support/numbers.h"
#include "host/support/sha256.h"

namespace peregrine {
namespace {

constexpr int best_compression = 12;

std::string base64(const unsigned char* bytes, std::size_t count) {
  // Four letters for three bytes, and a NUL.
  std::string text((count + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes,
                                     static_cast<int>(count));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

struct FreeGzip {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

// gzip (RFC 1952), which browsers undo by themselves.
std::string gzip_base64(const std::string& text) {
  const std::unique_ptr<libdeflate_compressor, FreeGzip> compressor(
      libdeflate_alloc_compressor(best_compression));
  if (compressor == nullptr) throw std::bad_alloc();
  std::vector<unsigned char> bytes(libdeflate_gzip_compress_bound(compressor.get(), text.size()));
  const std::size_t size = libdeflate_gzip_compress(compressor.get(), text.data(), text.size(),
                                                    bytes.data(), bytes.size());
  if (size == 0) throw std::runtime_error("the page's data cannot be compressed");
  return base64(bytes.data(), size);
}

// What the browser lets run: this script and nothing else, and no request at all.
std::string security_policy() {
  Sha256 hash;
  hash.add(page_script());
  const Sha256::Digest digest = hash.digest();
  return fmt::format(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
      "form-action 'none'; script-src 'sha256-{}'",
      base64(digest.data(), digest.size()));
}

std::string header_of(const EnsembleReader& reader) {
  const EnsembleHeader& header = reader.header();
  return fmt::format(
      "<header><h1>Migration forecast <em>{}</em></h1>"
      "<p>Peregrine, model version {}: {} possible futures (draws), {} to {}, seed {}. Every "
      "number "
      "is a forecast with a range, not a fact; what the words mean stands "
      "<a href=\"#provenance\">at the end</a>.</p></header>\n",
      escaped(header.scenario), escaped(header.model_version), grouped(header.draws),
      header.years.front(), header.years.back(), header.seed);
}

std::string page_with(const EnsembleReader& reader, const std::vector<PageView>& views) {
  std::string menu;
  std::string sections;
  nlohmann::json data = nlohmann::json::object();
  for (const PageView& view : views) {
    if (view.html.empty()) continue;
    menu += fmt::format("<li><a href=\"#{}\">{}</a></li>", view.id, escaped(view.menu));
    sections += fmt::format(
        "<section id=\"{0}\" aria-labelledby=\"{0}-title\"><h2 id=\"{0}-title\">{1}</h2>\n{2}"
        "</section>\n",
        view.id, escaped(view.title), view.html);
    if (!view.data.is_null()) data[view.id] = view.data;
  }
  const std::string packed =
      gzip_base64(data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">"
      "<title>Migration forecast {}</title>\n<style>",
      security_policy(), escaped(reader.header().scenario));
  html += page_style();
  html += "</style></head>\n<body><a class=\"skip\" href=\"#main\">To the forecast</a>\n";
  html += header_of(reader);
  html += "<nav aria-label=\"Views\"><ul>" + menu + "</ul></nav>\n<main id=\"main\">\n";
  html += sections;
  html += "</main>\n<script type=\"text/plain\" id=\"data\">" + packed + "</script>\n<script>";
  html += page_script();
  html += "</script>\n</body></html>\n";
  return html;
}

// An object with this list; null where no path is given. `made_by` is the remedy where it is none.
nlohmann::json read_object(const std::string& path, const char* list, const char* problem,
                           const char* made_by) {
  if (path.empty()) return {};
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto refuse = [&](const char* what) {
    throw InputError({Problem{path, 0, "", "", what, made_by}});
  };
  if (!file.good() && !file.eof()) refuse("cannot be read");
  nlohmann::json object = nlohmann::json::parse(text, nullptr, false);
  if (!object.is_object() || !object.contains(list) || !object[list].is_array()) refuse(problem);
  return object;
}

// None where no folder was named and the program's own is not there.
std::optional<PageHistory> history_of(const EnsembleReader& reader, const std::string& asked) {
  std::string folder;
  try {
    folder = find_inputs(asked);
  } catch (const InputError&) {
    if (!asked.empty()) throw;
    return std::nullopt;
  }
  return read_page_history(reader, folder);
}

}  // namespace

std::string page_of(const PageSources& sources) {
  return page_with(sources.reader,
                   {world_view(sources), countries_view(sources), corridors_view(sources),
                    map_view(sources), routes_view(sources), fronts_view(sources),
                    risk_view(sources), drivers_view(sources), comparison_view(sources),
                    events_view(sources), skill_view(sources), provenance_view(sources)});
}

std::string make_page(const PageRequest& request) {
  const nlohmann::json card = read_object(request.card, "tests", "is no skill card",
                                          "give what `peregrine backtest all --json FILE` wrote");
  const nlohmann::json decomposition =
      read_object(request.decomposition, "quantities", "is no decomposition",
                  "give what `peregrine decompose SCENARIO.toml --json` printed");
  std::optional<ComparablePair> pair;
  std::optional<EnsembleReader> alone;
  if (request.second.empty()) {
    alone.emplace(request.file);
  } else {
    pair.emplace(open_comparable(request.file, request.second));
  }
  const EnsembleReader& reader = pair ? pair->a : *alone;
  if (!decomposition.is_null()) {
    require_decomposed_places(reader, request.decomposition, decomposition);
  }
  const std::optional<PageHistory> history = history_of(reader, request.inputs);
  return page_of({reader, history, pair ? &*pair : nullptr, card,
                  decomposition.is_null() ? nullptr : &decomposition});
}

}  // namespace peregrine
