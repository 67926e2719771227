import Events

/// Words that look like a part, a substance or a process of the body: by their endings ("kallikrein", "taurine", "lipolysis"), by the shape of
/// a name ("IL-23"), or from a short list of plain ones ("glands", "repair", "outflow").
enum BodyWords {
    static func isBodily(_ index: Int, _ stream: TokenStream) -> Bool {
        isThing(index, stream) || stream.equals(index, anyOf: processes)
    }

    /// A part or a substance, that one word names; a process ("output") needs to be told of what.
    static func isThing(_ index: Int, _ stream: TokenStream) -> Bool {
        isName(index, stream) || isOrgan(index, stream) || stream.equals(index, anyOf: parts)
    }

    /// Of which the body has one or two: "the pituitary".
    static func isOrgan(_ index: Int, _ stream: TokenStream) -> Bool { stream.equals(index, anyOf: organs) }

    /// By its shape alone, no plain word.
    static func isName(_ index: Int, _ stream: TokenStream) -> Bool {
        let token = stream.tokens[index]
        guard token.isWord, token.length > 1 else { return false }
        return isSymbol(token) || hasEnding(index, stream)
    }

    /// "TSLP", "IgE", "IL-23", "p53".
    static func isSymbol(_ token: Token) -> Bool {
        guard token.isWord, token.length > 1, token.length < 9 else { return false }
        return token.flags.contains(.allCaps) || token.flags.contains(.innerCapital)
            || (token.flags.contains(.hasDigit) && token.flags.contains(.capitalised))
            || (token.flags.contains(.hasDigit) && token.length == 3 && !token.isNumber)
    }

    private static func hasEnding(_ index: Int, _ stream: TokenStream) -> Bool {
        var length = Int(stream.tokens[index].length)
        guard length > 5 else { return false }
        if stream.lower(index, length - 1) == UInt8(ascii: "s") {
            switch stream.lower(index, length - 2) {
            case UInt8(ascii: "i"), UInt8(ascii: "s"), UInt8(ascii: "u"): break
            default: length -= 1
            }
        }
        let isOne = endings.contains { length > $0.least && stream.ends(index, in: $0.text, within: length) }
        return isOne && !stream.equals(index, anyOf: others)
    }

    private static let endings: [(text: String, least: Int)] = [
        ("in", 6), ("ine", 6), ("ase", 5), ("ose", 6), ("ide", 6), ("sterol", 6), ("isol", 6), ("inol", 6), ("ogen", 6),
        ("cyte", 6),
        ("blast", 6), ("clast", 6), ("kine", 6), ("phage", 6), ("osome", 7), ("genesis", 8), ("lysis", 7),
        ("poiesis", 8),
        ("ylation", 8), ("ergic", 7), ("lipid", 6), ("glycan", 7), ("ican", 6), ("plasm", 7), ("ptosis", 7),
        ("phagy", 7), ("tropin", 7),
        ("globulin", 8), ("chondria", 8), ("thelium", 8), ("reflex", 6), ("chrome", 7), ("trophil", 8), ("glia", 6),
    ]

    /// Words of those endings that are none.
    private static let others = TokenTable(
        """
        margin margins cabin certain remain again resin captain captains mountain mountains origin origins bargain curtain terrain villain \
        domain explain contain contains maintain maintains obtain obtains retain retains sustain sustains attain abstain detain refrain \
        begin within therein wherein herein cousin cousins assassin penguin napkin pumpkin complain complains entertain pertain pertains \
        medicine medicines machine machines routine routines magazine magazines discipline decline declines baseline guideline guidelines \
        vaccine vaccines combine combines determine determines examine examines define defines imagine outline outlines deadline deadlines \
        headline headlines genuine marine submarine airline airlines online offline pipeline engine engines undermine undermines \
        feminine masculine canine equine bovine feline doctrine refine confine determine cuisine limousine sunshine timeline medline \
        purchase purchases database showcase staircase briefcase phrase paraphrase decrease decreases increase increases disease diseases \
        release releases purpose purposes diagnose suppose dispose expose propose oppose compose impose overdose overdoses loose choose \
        verbose outside inside beside provide provides decide decides divide divides suicide suicides homicide pesticide pesticides herbicide \
        worldwide nationwide guide override bedside countryside coincide subside subsides aside reside statewide preside upside downside \
        analysis paralysis dialysis urinalysis hydrogen medication publican republican american african mexican combine protein
        """)

    private static let organs = TokenTable(
        """
        pituitary hypothalamus adrenals thyroid ovaries testes testicles cortex hippocampus amygdala brainstem cerebellum midbrain marrow \
        spleen thymus retina cochlea cornea iris bladder uterus cervix prostate placenta diaphragm pancreas gallbladder epidermis \
        microbiome
        """)

    /// Parts and substances in plain words.
    private static let parts = TokenTable(
        """
        nerve nerves gland glands follicle follicles artery arteries vein veins vessel vessels capillary capillaries airway airways bronchi \
        ovary sphincter pupil pupils mitochondria lysosomes synapse synapses axon axons dendrites spines fibre fibres fiber fibers \
        chromosomes histones chromatin telomeres spindle vesicles granules ureter tubule tubules glomeruli nephrons mucosa dermis \
        cartilage tendon tendons ligaments organ sebum bile mucus saliva urine lymph acid acids ion ions lipids flora ceramide ceramides \
        ketones lactate urate oxalate citrate phosphate bicarbonate ammonia radicals platelet platelets macrophage macrophages \
        eosinophils neutrophils lymphocytes microglia astrocytes antibody antibodies antigen antigens virus viruses bacteria spore spores \
        larvae parasite parasites plaque plaques cilia hormone hormones neurons interneurons
        """)

    /// Processes and qualities in plain words.
    private static let processes = TokenTable(
        """
        repair assembly transport transcription translation splicing folding maturation adhesion fusion outflow efflux influx signalling \
        signaling motility contraction contractions contractility firing emptying peristalsis reflex reflexes turnover remodelling \
        remodeling recycling oxidation methylation glycosylation polymerisation polymerization coagulation clotting angiogenesis \
        apoptosis autophagy mitosis meiosis filtration drainage perfusion permeability output expression immunity stores clock rhythm \
        rhythms current currents conduction tone nucleus plasma oxide starch flow motors linking
        """)
}
