#include "formats/dfxml/dfxml_writer.h"

#include "formats/text/xml_text.h"

namespace dfxml {
namespace {

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + text::xml_text(text) + "</" + std::string(name) + ">\n";
}

std::string element_unless_empty(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : element(name, text);
}

std::string attribute(std::string_view name, std::string_view text) {
  return " " + std::string(name) + "=\"" + text::xml_text(text) + "\"";
}

/// FORMAT.md 3: file_offset counts within the object, img_offset within the image.
std::string byte_runs(const std::vector<ByteRun>& runs) {
  if (runs.empty()) {
    return {};
  }
  std::string text = "<byte_runs>\n";
  std::optional<std::uint64_t> within = 0;  // nullopt behind a run of unknown length
  for (const ByteRun& run : runs) {
    text += "<byte_run" + (within ? attribute("file_offset", std::to_string(*within)) : "") +
            attribute("img_offset", std::to_string(run.offset)) +
            (run.length == 0 ? "" : attribute("len", std::to_string(run.length))) + "/>\n";
    within = within && run.length != 0 ? std::optional(*within + run.length) : std::nullopt;
  }
  return text + "</byte_runs>\n";
}

}  // namespace

bytes::Result<void> Writer::begin(const Head& head) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dfxml";
  text += attribute("xmlns", kNamespace) +
          attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/") +
          attribute("xmlns:x", head.extension_namespace) + attribute("version", kVersion) + ">\n";
  text += "<metadata>\n" + element("dc:type", head.type) + "</metadata>\n";
  text += "<creator>\n" + element("program", head.program) + element("version", head.version);
  if (!head.compiler.empty()) {
    text += "<build_environment>\n" + element("compiler", head.compiler) + "</build_environment>\n";
  }
  text += "</creator>\n<source>\n";
  for (const std::string& image : head.images) {
    text += element("image_filename", image);
  }
  return write_(text + "</source>\n");
}

/// The order of the elements is the schema's.
bytes::Result<void> Writer::add(const FileObject& object) {
  std::string text = "<fileobject>\n" + element("filename", object.filename);
  text += element_unless_empty("error", object.error) + element_unless_empty("id", object.id);
  text += element("name_type", std::string_view(&object.type, 1));
  if (object.size) {
    text += element("filesize", std::to_string(*object.size));
  }
  if (object.allocated) {
    text += element("alloc", *object.allocated ? "1" : "0");
  }
  text += element_unless_empty("mtime", object.modified);
  text += element_unless_empty("crtime", object.created);
  for (const auto& [name, value] : object.extensions) {
    text += element_unless_empty("x:" + name, value);
  }
  text += byte_runs(object.runs);
  for (const auto& [type, digits] : object.hashes) {
    text +=
        "<hashdigest" + attribute("type", type) + ">" + text::xml_text(digits) + "</hashdigest>\n";
  }
  return write_(text + "</fileobject>\n");
}

bytes::Result<void> Writer::end() { return write_("</dfxml>\n"); }

}  // namespace dfxml
