/// The report's style sheet: system fonts, light and dark, narrow and printed.
///
/// Every pair of text and ground keeps a contrast of 4.5 or more, every drawing 3 or more; sides and tiers also differ in
/// shape, hatching or words.
enum PageStyle {
    static let text = #"""
        :root{color-scheme:light dark;--bg:#fff;--soft:#f4f5f7;--line:#d5d9de;--fg:#1b1f24;--quiet:#555d66;--link:#0b5cad;
        --t1:#0b3c7d;--t2:#1a63a6;--t3:#2f7471;--t4:#8a5a00;--t5:#6b5b95;--on:#fff;--for:#0b5cad;--against:#9a3412;--hatch:#fff;--ins:#dcebfb;--del:#fbe6dd}
        @media (prefers-color-scheme:dark){:root{--bg:#14171a;--soft:#1e2226;--line:#3a4148;--fg:#e6e8ea;--quiet:#a9b1ba;--link:#7ab8ff;
        --t1:#9cc9ff;--t2:#5ba4ee;--t3:#62c0b8;--t4:#e0aa4e;--t5:#b9a6e6;--on:#14171a;--for:#7ab8ff;--against:#ffb08a;--hatch:#14171a;--ins:#17395c;--del:#552a1a}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
        .page{max-width:1180px;margin:0 auto;padding:0 20px 60px}
        header.top{padding:28px 0 8px}h1{font-size:26px;line-height:1.2;margin:0 0 6px}h2{font-size:20px;margin:44px 0 8px}h3{font-size:16px;margin:0 0 6px}h4{font-size:14px;margin:16px 0 6px}
        p{margin:6px 0 12px;max-width:78ch}a{color:var(--link)}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;background:var(--bg);padding:6px 10px;z-index:2}
        nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:4px 18px;margin:10px 0 0;padding:0}nav a{display:inline-block;padding:3px 0}
        .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .quiet{color:var(--quiet)}bdi,code,cite,p,li,h3,tbody th,tbody td{overflow-wrap:anywhere}tbody tr{scroll-margin-top:44px}code{font-size:12.5px}
        .totals{display:flex;flex-wrap:wrap;gap:10px;margin:16px 0;padding:0;list-style:none}
        .totals li{background:var(--soft);border-radius:8px;padding:8px 16px;min-width:92px}.totals a{color:inherit;text-decoration:none;display:block}.totals a:hover{text-decoration:underline}.totals b{display:block;font-size:22px;line-height:1.25;font-variant-numeric:tabular-nums}
        .legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0;padding:0;list-style:none;font-size:13px}.legend svg{vertical-align:-2px;margin-right:5px}
        form.filter{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:end;background:var(--soft);border-radius:8px;padding:12px 14px;margin:14px 0 6px}
        form.filter label{font-size:13px;display:block}form.filter label.check{display:flex;gap:6px;align-items:center;padding-bottom:7px;font-size:14px}
        input[type=search],input[type=number],select,button.more,button.reset{font:inherit;color:var(--fg);background:var(--bg);border:1px solid var(--quiet);border-radius:6px;padding:5px 9px;max-width:100%}
        input[type=search]{width:250px}input[type=number]{width:84px}button{cursor:pointer}button.more{padding:8px 20px;margin:14px 0}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}th{text-align:left;font-weight:600}
        table.claims{width:100%}table.claims>thead th{position:sticky;top:0;background:var(--bg);border-bottom:2px solid var(--line);font-size:13px;padding:4px 8px;vertical-align:bottom;z-index:1}
        table.claims>tbody>tr>*{border-bottom:1px solid var(--line);padding:7px 8px;vertical-align:top}
        table.claims>thead button,button.open{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;text-align:left}
        table.claims>thead button{font-size:13px;text-decoration:underline;text-decoration-color:var(--line);text-underline-offset:3px}
        th[aria-sort=ascending] button::after{content:" \2191"}th[aria-sort=descending] button::after{content:" \2193"}
        button.open i{font-weight:400}button.open::before{content:"\25B8";display:inline-block;width:15px;color:var(--quiet)}button.open[aria-expanded=true]::before{content:"\25BE"}button.open:hover{text-decoration:underline}
        td.n{text-align:right;white-space:nowrap}th.n{text-align:right}td.date{white-space:nowrap}
        .mark{display:inline-block;font-size:12px;font-weight:400;border:1px solid var(--quiet);border-radius:4px;padding:0 5px;color:var(--quiet);margin:1px 0}.mark.species{border-style:dashed}.mark.drift{color:var(--against);border-color:var(--against)}
        .against{color:var(--against)}.for{color:var(--for)}td.n .against{display:block;font-size:12.5px}.halves{display:block;font-size:12px;white-space:nowrap;color:var(--quiet)}
        svg{display:inline-block}svg.bar{display:block}.t1{fill:var(--t1)}.t2{fill:var(--t2)}.t3{fill:var(--t3)}.t4{fill:var(--t4)}.t5{fill:var(--t5)}svg .on{fill:var(--on);font-size:9.5px;font-weight:700}.hatch{fill:url(#hatch)}#hatch path{stroke:var(--hatch);stroke-width:2}
        .spark path{stroke:var(--quiet);stroke-width:2;fill:none}.spark circle{fill:var(--for)}
        svg.timeline{width:100%;max-width:900px;height:auto}.axis{stroke:var(--quiet);fill:none}.tick{font-size:11px;fill:var(--quiet)}g.docs path{stroke:var(--fg);stroke-width:2;fill:none}g.docs use{fill:var(--fg)}g.stories path{stroke:var(--for);stroke-width:2;stroke-dasharray:5 4;fill:none}g.stories use{fill:var(--bg);stroke:var(--for);stroke-width:2}
        figure{margin:0}
        tr.more>td{background:var(--soft);padding:4px 18px 16px!important}.detail{max-width:900px;overflow-x:auto}.facts{font-size:13px;color:var(--quiet)}
        table.small{font-size:13px;margin:10px 0 6px}table.small th,table.small td{padding:2px 10px 2px 0;white-space:nowrap;font-weight:400}table.small thead th{color:var(--quiet)}
        blockquote{margin:6px 0 10px;padding:1px 0 1px 12px;border-left:3px solid var(--line)}blockquote p{margin:2px 0}blockquote .quiet{font-size:12.5px}
        ins{background:var(--ins);text-decoration:underline;text-decoration-thickness:2px}del{background:var(--del)}
        ul.tree,ul.tree ul{list-style:none;padding-left:0;margin:4px 0}ul.tree ul{padding-left:20px;border-left:1px dashed var(--quiet);margin-left:6px}ul.flat,ul.works{padding-left:0;list-style:none;margin:4px 0}
        abbr{text-decoration:none}abbr.tier{font-size:11.5px;font-weight:700;border:1px solid var(--quiet);border-radius:3px;padding:0 3px}
        .scroll{overflow-x:auto}table.matrix{font-size:13px}table.matrix th,table.matrix td{border:1px solid var(--line);padding:3px 7px}table.matrix th[scope=row]{font-weight:400;min-width:260px;max-width:420px}table.matrix td{text-align:center}
        .worklist{font-size:14px;max-width:90ch}.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(330px,1fr));gap:14px}
        .card{border:1px solid var(--line);border-radius:8px;padding:12px 16px;min-width:0;content-visibility:auto;contain-intrinsic-size:auto 240px}.card ul{margin:4px 0;padding-left:18px}.card svg{max-width:100%;height:auto}
        .surface{display:inline-block;margin:0 10px 2px 0}.strip .range{fill:var(--soft);stroke:var(--quiet);stroke-dasharray:3 3}.strip circle{fill:var(--for);stroke:var(--for);stroke-width:1.5}.strip circle.single{fill:var(--bg)}dl.forms{display:grid;grid-template-columns:auto 1fr;gap:1px 12px;margin:4px 0 8px}dl.forms dt{color:var(--quiet);font-size:13px}dl.forms dd{margin:0}ul.short{padding-left:20px}ul.short li{margin:3px 0}table.errors caption{text-align:left;color:var(--quiet);padding-bottom:4px;max-width:80ch}table.pages{font-size:14px}table.pages th,table.pages td{padding:3px 12px 3px 0;vertical-align:top;font-weight:400;border-bottom:1px solid var(--line)}table.pages thead th{color:var(--quiet);font-size:13px}td.n>a,.belief b>a{color:inherit;text-decoration-color:var(--line);text-underline-offset:3px}.against a{color:inherit;text-decoration:none}td.n>a:hover,.against a:hover{text-decoration:underline}[data-part]:focus{outline:none}.strip path.out{fill:var(--against)}
        table.facts-table td,table.facts-table th{border-bottom:1px solid var(--line);padding:4px 14px 4px 0;vertical-align:top}
        #methods h3,.cards+h3{margin-top:22px}footer{margin-top:50px;border-top:1px solid var(--line);padding-top:12px;color:var(--quiet);font-size:13px}
        @media screen and (max-width:1000px){.page{padding:0 12px 40px}h1{font-size:22px}table.claims>thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        table.claims,table.claims>tbody{display:block}table.claims>tbody>tr{display:grid;grid-template-columns:repeat(4,1fr);border-bottom:1px solid var(--line);padding:10px 0}table.claims>tbody>tr>*{border:0;padding:3px 4px}
        table.claims>tbody>tr>td:first-child{display:none}table.claims>tbody>tr>th,td.bars,tr.more>td,td.belief{grid-column:1/-1}table.claims>tbody>tr>td.n{text-align:left}td.n[data-name]::before,td.date::before{content:attr(data-name) " ";font-size:12px;color:var(--quiet)}
        td.date,td.trend{grid-column:span 2}tr.more>td:first-child{display:block!important;padding:4px 10px 12px!important}.halves{display:inline}.cards{grid-template-columns:1fr}ul.tree ul{padding-left:10px;margin-left:2px}}
        @media print{@page{margin:14mm 12mm}:root{color-scheme:light}body{font-size:9.5pt;line-height:1.4}.page{max-width:none;padding:0}form.filter,nav,button.more,button.reset,.skip,#count{display:none}h1{font-size:18pt}h2{font-size:13pt;margin:18pt 0 4pt;break-after:avoid}h3,h4{break-after:avoid}
        a{color:inherit;text-decoration:none}.totals li{padding:4px 10px;min-width:70px}.totals b{font-size:14pt}.scroll,.detail{overflow:visible}
        table.claims>thead{display:table-header-group}table.claims>thead th{position:static;padding:2px 4px}table.claims>thead th{font-size:0}table.claims>thead th::before{content:attr(data-label);font-size:8pt}table.claims>thead button{display:none}table.claims>thead th:nth-child(2){width:36%}table.claims>tbody>tr>*{padding:3px 4px}td.bars{width:104px}table.claims .halves{font-size:7.5pt}button.open::before{display:none}svg.bar{width:100px;height:15px}td.trend,table.claims>thead th:last-child{display:none}
        tr,blockquote,li{break-inside:avoid}thead{break-inside:avoid;break-after:avoid}.totals{gap:6px}.cards{display:block;columns:2;column-gap:12pt}.card{display:inline-block;width:100%;margin:0 0 8pt;padding:6pt 9pt;break-inside:avoid;content-visibility:visible}.worklist,p{max-width:none}svg.timeline{max-width:150mm}
        .bar rect,.legend rect,ins,del,.totals li,.strip rect,.card{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """#
}
