import networkx as nx
from networkx.algorithms import community

g = nx.karate_club_graph()
g.graph["name"] = "club"
ranks = nx.pagerank(g)
print(max(ranks, key=ranks.get), nx.shortest_path(g, 0, 33), round(nx.average_clustering(g), 4))
print(len(community.greedy_modularity_communities(g)), nx.is_connected(g), nx.density(g).__round__(3))
d = nx.DiGraph([("a", "b"), ("b", "c")])
d.add_edge("a", "c", weight=2)
d.nodes["a"]["color"] = "red"
print(list(nx.topological_sort(d)), nx.node_link_data(d, edges="edges")["nodes"], nx.to_numpy_array(d).tolist())
print(list(nx.generate_edgelist(d, data=False)), nx.parse_edgelist(["1 2"], nodetype=int).edges)
mst = nx.minimum_spanning_tree(nx.gnp_random_graph(12, 0.5, seed=2))
layout = nx.spring_layout(d, seed=1)
sorted(layout), mst.number_of_edges(), dict(nx.betweenness_centrality(d))
