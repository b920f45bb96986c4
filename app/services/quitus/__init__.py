"""« Quitus social »: asked for by an employer, proposed by the rules, issued by an agent."""
