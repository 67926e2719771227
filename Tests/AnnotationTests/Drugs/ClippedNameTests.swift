import Annotation
import Events
import Testing

/// Names that readers clip count where the same document gives the name, and nowhere else.
@Suite struct ClippedNameTests {
    @Test(arguments: [
        ("Azithromycin was compared. Azithro gave me a rash.", ["Azithromycin=azithromycin", "Azithro=azithromycin"]),
        ("Azithro gave me a rash.", []),
        ("Simvastatin and simvador. I take simva.", ["Simvastatin=simvastatin", "simva=simvastatin"]),
        // A word of its own, of the brand's substance.
        ("Propecia is a hair drug. Ten years on fin here.", ["Propecia=finasteride", "fin=finasteride"]),
        ("The fin of the shark.", []),
        // The transmitter is no clipped drug.
        ("Gabapentin does not act on GABA.", ["Gabapentin=gabapentin"]),
        // Two names begin alike.
        (
            "Fluoxetine and fluoxymesterone: I took fluox.",
            ["Fluoxetine=fluoxetine", "fluoxymesterone=fluoxymesterone"]
        ),
        // Stems of chemistry and words.
        ("Metronidazole is sold in the metro.", ["Metronidazole=metronidazole"]),
        // Two edits without a word of use, of a drug that the text names.
        ("Metformin is old. Metfornim is cheap.", ["Metformin=metformin", "Metfornim=metformin"]),
    ])
    func countWhereTheNameIsGiven(text: String, expected: [String]) throws {
        #expect(try LexiconTests.found(text) == expected)
    }
}
