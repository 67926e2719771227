/// Names of months in twelve languages and of time zones.
enum MonthNames {
    static let byName: [[UInt8]: Int] = {
        let rows = [
            "january jan januar jänner januari janvier janv enero ene gennaio gen janeiro styczeń stycznia leden ledna января январь янв січня",
            "february feb februar februari février fevrier févr fév febrero febbraio febr fevereiro fev luty lutego února февраля февраль фев лютого",
            "march mar märz maerz mrz maart mrt mars marzo março marco marzec marca března марта март березня",
            "april apr avril avr abril abr aprile kwiecień kwietnia dubna апреля апрель апр квітня",
            "may mai mei mayo maggio mag maio maj maja května мая май травня",
            "june jun juni juin junio giugno giu junho czerwiec czerwca června июня июнь червня",
            "july jul juli juillet juil julio luglio lug julho lipiec lipca července июля июль липня",
            "august aug août aout agosto ago agustus augustus augusti sierpień sierpnia srpna августа август авг серпня",
            "september sep sept septembre septiembre settembre set setembro wrzesień września září сентября сентябрь сен вересня",
            "october oct oktober okt octobre octubre ottobre ott outubro out październik października října октября октябрь окт жовтня",
            "november nov novembre noviembre novembro listopad listopada listopadu ноября ноябрь ноя листопада",
            "december dec dezember dez décembre decembre déc diciembre dic dicembre desember dezembro grudzień grudnia prosince декабря декабрь дек грудня",
        ]
        var table: [[UInt8]: Int] = [:]
        for (index, row) in rows.enumerated() {
            for name in row.split(separator: " ") { table[Array(name.utf8)] = index + 1 }
        }
        return table
    }()

    static let zones: [String: String] = [
        "z": "Z", "gmt": "Z", "utc": "Z", "ut": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
        "mst": "-07:00",
        "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00",
        "mez": "+01:00",
        "mesz": "+02:00",
    ]
}
