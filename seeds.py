import json,subprocess,sys,numpy as np
P="/tmp/build-compare/peregrine"; R="/tmp/wt-compare/inputs/scenarios/reference.toml"
rows={}
for seed in range(1,25):
    for n,o in (("sa",[]),("sb",["--set","stock.new_corridors=false"]) ):
        subprocess.run([P,"run",R,"-q","--draws","128","--to","2023","--keep","-1","--threads","1","--seed",str(seed),"-o",n+".h5"]+o,check=True)
    for opt in ([],["--country","IND"],["--country","DEU"]):
        j=json.loads(subprocess.run([P,"compare","sa.h5","sb.h5","--json","--year","2023"]+opt,check=True,capture_output=True).stdout)
        for t in j["tables"][: (1 if not opt else 2)]:
            for s in t["series"]:
                y=s["years"][0]; k=s["stock"]+s["origin"]+s["destination"]
                rows.setdefault(k,[]).append((y["difference"],y["mc_error"],y["draws_saved"]))
for k,v in rows.items():
    v=np.array(v,float); print(k,"sd over seeds %.1f"%v[:,0].std(ddof=1),"rms error %.1f"%np.sqrt((v[:,1]**2).mean()),"ratio %.2f"%(np.sqrt((v[:,1]**2).mean())/v[:,0].std(ddof=1)),"saved med %.0f"%np.median(v[:,2]))
