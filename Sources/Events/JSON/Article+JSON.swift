extension Article {
    /// One line as `claimstream parse` prints it (DATA-MODEL §1), without the newline.
    package func writeJSON(to writer: inout JSONWriter) {
        writer.object { writer in
            writeFields(to: &writer, CodePoints(text))
        }
    }

    /// The article's fields inside an object that may hold more.
    func writeFields(to writer: inout JSONWriter, _ points: CodePoints) {
        writer.field("schema", Int(schemaVersion))
        writer.field("id", id)
        writer.field("revision", revision)
        writer.field("source", source)
        if isWithdrawn {
            writer.field("withdrawn", true)
            return
        }
        writer.field("document") { document.writeFields(to: &$0) }
        writer.key("text")
        writer.value(utf8: text[...])
        writer.field("segments", array: segments) { $0.segment($1, points) }
        writer.field("references", array: references) { $0.reference($1, points) }
        writer.field("credits", array: credits) { writer, credit in
            writer.object {
                $0.field("kind", credit.kind)
                $0.field("name", credit.name)
            }
        }
        if !targets.isEmpty {
            writer.field("targets", array: targets) { writer, range in
                writer.object { $0.span(range, points) }
            }
        }
    }
}

extension DocumentMetadata {
    func writeFields(to writer: inout JSONWriter) {
        writer.field("title", title)
        writer.field("site", site)
        writer.field("authors", list: authors)
        writer.field("published", published)
        writer.field("published_from", publishedFrom)
        writer.field("modified", modified)
        writer.field("url", url)
        writer.field("language", language)
        writer.field("doi", list: doi)
        writer.field("pmid", list: pmid)
        writer.field("pmcid", list: pmcid)
        writer.field("own_id", ownID)
        writer.field("kind", kind)
    }
}

extension JSONWriter {
    /// `start` and `end` in code points.
    mutating func span(_ range: TextRange, _ points: CodePoints) {
        field("start", points.offset(ofByte: range.start))
        field("end", points.offset(ofByte: range.end))
    }

    mutating func segment(_ segment: Segment, _ points: CodePoints) {
        object {
            $0.field("id", segment.id)
            $0.field("kind", segment.kind)
            $0.field("tier", segment.tier)
            $0.span(segment.range, points)
            $0.field("level", segment.level)
            $0.field("parent", segment.parent)
            $0.field("author", segment.author)
            $0.field("date", segment.date)
            $0.field("number", segment.number)
            if !segment.quotes.isEmpty {
                $0.field("quotes", array: segment.quotes) { $0.quotation($1, points) }
            }
        }
    }

    /// A segment's id as text, or a range as an object.
    private mutating func quotation(_ quotation: Quotation, _ points: CodePoints) {
        if let range = quotation.range {
            object {
                $0.field("segment", quotation.segment)
                $0.span(range, points)
            }
        } else if let segment = quotation.segment {
            value(segment)
        }
    }

    mutating func reference(_ reference: Reference, _ points: CodePoints) {
        object {
            $0.span(reference.range, points)
            $0.field("title", reference.title)
            $0.field("authors", list: reference.authors)
            $0.field("journal", reference.journal)
            $0.field("year", reference.year)
            $0.field("doi", reference.doi)
            $0.field("pmid", reference.pmid)
            $0.field("pmcid", reference.pmcid)
            if !reference.registrations.isEmpty { $0.field("registrations", list: reference.registrations) }
            $0.field("role", reference.role)
        }
    }
}
