/// The report's script: search, filter, sort, and details on demand. Plain browser functions, no network, no framework.
///
/// Rows and details stand in the page as text islands, one line a claim, already escaped; only what is shown becomes
/// elements. The islands' markup was made by this program, so that parsing it brings nothing from outside to life.
enum PageScript {
    static let text = template.split(separator: "%MARKUP%").joined(separator: FrequentMarkup.json)

    private static let template = #"""
        (()=>{"use strict";
        const $=s=>document.querySelector(s),island=id=>document.getElementById(id).textContent.split("\n"),
        index=JSON.parse($("#index").textContent),total=index.length,body=$("#rows"),step=100;
        if(!body)return;
        const markup=%MARKUP%,unfold=line=>line.replace(/[\x01-\x08\x0b\x0e-\x1f]/g,c=>markup[c.charCodeAt(0)]);
        let rows=null,details=null,shown=[],count=0,sort={by:-1,down:true};
        const words=index.map(c=>(c[1]+" "+c[2]+" "+c[3]).toLowerCase()),place=new Map(index.map((c,i)=>[c[0],i]));
        const parser=new DOMParser(),live=new Map();
        const made=html=>{const d=parser.parseFromString("<table><tbody>"+html+"</tbody></table>","text/html");return d.querySelector("tbody")};
        for(const tr of [...body.children])live.set(place.get(tr.id),tr);
        const row=i=>live.get(i);
        let articles=null;
        /* Number links lead where the row's button leads, so that they need not be stops of the keyboard. */
        const calm=tr=>{for(const a of tr.querySelectorAll("a[data-part]")){a.tabIndex=-1;a.href="#"+tr.id}};
        for(const tr of live.values())calm(tr);
        /* Puts articles' names and sources into details; an address gets the first words of the quote to scroll to. */
        const fill=cell=>{articles=articles||island("article-data");const known=new Map();
         const article=n=>{if(!known.has(n))known.set(n,[...parser.parseFromString(articles[+n+1],"text/html").body.children]);return known.get(n)};
         for(const e of cell.querySelectorAll("[data-a]"))e.append(...[...article(e.dataset.a)[0].childNodes].map(n=>document.importNode(n,true)));
         for(const e of cell.querySelectorAll("[data-q]")){const place=document.importNode(article(e.dataset.q)[1].firstChild,true);place.append(e.textContent);
          if(place.href&&!place.href.includes("#")){const words=e.closest("blockquote").querySelector("p").cloneNode(true);for(const d of words.querySelectorAll("del"))d.remove();
           const text=words.textContent.trim().split(/\s+/).slice(0,12).join(" ");if(text&&text.length<200)place.href+="#:~:text="+encodeURIComponent(text).replace(/-/g,"%2D")}
          e.replaceChildren(place)}};
        const make=list=>{rows=rows||island("row-data");const missing=list.filter(i=>!live.has(i));
         if(missing.length){const parsed=[...made(unfold(missing.map(i=>rows[i+1]).join(""))).children];missing.forEach((i,n)=>{const tr=document.adoptNode(parsed[n]);calm(tr);live.set(i,tr)})}};
        const show=upTo=>{const list=shown.slice(count,upTo);make(list);const part=document.createDocumentFragment();
         for(const i of list){const tr=row(i);part.append(tr);const open=tr.detail;if(open)part.append(open)}
         body.append(part);count+=list.length;$("#more").hidden=count>=shown.length;
         $("#count").textContent=shown.length===total?`All ${total} claims; the first ${count} are shown.`:`${shown.length} of ${total} claims match; ${count} are shown.`};
        const value={search:()=>$("#q").value.trim().toLowerCase().split(/\s+/).filter(Boolean),subject:()=>$("#subject").value,group:()=>$("#group").value,tier:()=>+$("#tier").value,least:()=>+$("#least").value||0,disputed:()=>$("#disputed").checked};
        const apply=()=>{const q=value.search(),subject=value.subject(),group=value.group(),tier=value.tier(),least=value.least(),disputed=value.disputed();
         shown=[];for(let i=0;i<total;i++){const c=index[i];
          if(subject&&c[1]!==subject||group&&c[4]!==group||tier&&!(c[5]&1<<tier-1)||disputed&&!c[6]||c[13]<least)continue;
          let hit=true;for(const w of q)if(!words[i].includes(w)){hit=false;break}
          if(hit)shown.push(i)}
         if(sort.by>=0){const k=sort.by,s=sort.down?-1:1;shown.sort((a,b)=>{const x=index[a][k],y=index[b][k];if(x===y)return a-b;if(x==="")return 1;if(y==="")return -1;return (x<y?-1:1)*s})}
         else if(!sort.down)shown.reverse();
         body.replaceChildren();count=0;show(step)};
        const toggle=(tr,want)=>{const button=tr.querySelector("button.open"),open=want===undefined?!tr.detail:want;
         if(open&&!tr.detail){details=details||island("detail-data");const i=place.get(tr.id),more=document.createElement("tr"),cell=document.createElement("td");
          more.className="more";cell.colSpan=10;cell.id="d-"+tr.id;const parsed=parser.parseFromString(unfold(details[i+1]),"text/html");cell.append(...[...parsed.body.childNodes].map(n=>document.adoptNode(n)));fill(cell);more.append(cell);tr.after(more);tr.detail=more;button.setAttribute("aria-controls",cell.id)}
         else if(!open&&tr.detail){tr.detail.remove();tr.detail=null;button.removeAttribute("aria-controls")}
         button.setAttribute("aria-expanded",String(!!tr.detail))};
        body.addEventListener("click",e=>{const b=e.target.closest("button.open");if(b)return toggle(b.closest("tr"));
         const a=e.target.closest("a[data-part]");if(!a)return;e.preventDefault();const tr=a.closest("tr");try{history.replaceState(null,"","#"+tr.id)}catch{/* some viewers of attachments forbid it */}toggle(tr,true);
         const part=tr.detail.querySelector(`[data-part=${a.dataset.part}]`)||tr.detail;part.tabIndex=-1;part.focus({preventScroll:true});part.scrollIntoView({block:"nearest"})});
        let wait=0;$("#filter").addEventListener("input",()=>{clearTimeout(wait);wait=setTimeout(apply,60)});
        $("#filter").addEventListener("submit",e=>{e.preventDefault();apply()});
        $("#filter").addEventListener("reset",()=>setTimeout(apply,0));
        $("#more").addEventListener("click",()=>{const first=shown[count];show(count+step);if(first!==undefined)row(first).querySelector("button").focus()});
        for(const th of document.querySelectorAll("th[data-by]"))th.querySelector("button").addEventListener("click",()=>{const by=+th.dataset.by;
         sort=sort.by===by?{by,down:!sort.down}:{by,down:th.dataset.first!=="up"};
         for(const other of document.querySelectorAll("th[data-by]"))other.removeAttribute("aria-sort");
         th.setAttribute("aria-sort",sort.by<0?(sort.down?"ascending":"descending"):(sort.down?"descending":"ascending"));apply()});
        const follow=()=>{let id="";try{id=decodeURIComponent(location.hash.slice(1))}catch{}
         if(id==="disputed"){$("#filter").reset();$("#disputed").checked=true;apply();$("#claims").scrollIntoView();return}
         const i=place.get(id);if(i===undefined){const at=id&&document.getElementById(id),fold=at&&at.closest("details");if(fold&&!fold.open){fold.open=true;at.scrollIntoView()}return}
         if(!shown.includes(i)){$("#filter").reset();apply()}
         const at=shown.indexOf(i);if(at>=count)show(Math.ceil((at+1)/step)*step);
         const tr=row(i);toggle(tr,true);tr.scrollIntoView({block:"start"});tr.querySelector("button").focus({preventScroll:true})};
        addEventListener("hashchange",follow);
        document.addEventListener("click",e=>{const b=e.target.closest("button[data-subject]");if(!b)return;$("#filter").reset();let o=[...$("#subject").options].find(o=>o.value===b.dataset.subject);
         if(!o){o=new Option(b.dataset.subject,b.dataset.subject);$("#subject").append(o)}$("#subject").value=b.dataset.subject;apply();$("#claims").scrollIntoView();$("#q").focus({preventScroll:true})});
        const subjects=new Map();for(const c of index)subjects.set(c[1],(subjects.get(c[1])||0)+1);
        for(const [name,n] of [...subjects].sort((a,b)=>b[1]-a[1]||(a[0]<b[0]?-1:1)).slice(0,400))$("#subject").append(new Option(`${name.slice(0,80).replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g,"")} (${n})`,name));
        $("#filter").hidden=false;for(let i=0;i<total;i++)shown.push(i);count=live.size;show(Math.max(count,Math.min(step,total)));follow();
        document.documentElement.dataset.ready=String(Math.round(performance.now()));
        })();
        """#
}
