using ConvoStudio.Engine.Contexts;
using ConvoStudio.Engine.Numerics;

namespace ConvoStudio.Engine.Simulation;

/// <summary>Feature rows with labels for each part of the customer model.</summary>
internal sealed class FitRows
{
    public Part Response { get; } = new();

    public Part Ending { get; } = new();

    public Part Outcome { get; } = new();

    public Part Mood { get; } = new();

    public static FitRows Of(IReadOnlyList<TalkPath> paths, Dictionary<string, int> classes, IReadOnlyDictionary<string, NumberRange> ranges)
    {
        var rows = new FitRows();
        foreach (var path in paths)
        {
            var features = new TalkFeatures();
            var opens = path.OpeningActs is not null;
            rows.Response.Add(features.Response(rows.Response.Space), CustomerModel.ClassOf(classes, path.OpeningActs ?? [], opens));
            if (path.OpeningSentiment is { } openingMood)
                rows.Mood.Add(features.AfterResponse(rows.Mood.Space, path.OpeningActs ?? [], opens), 0, openingMood);
            features.Customer(path.OpeningActs ?? [], opens);
            foreach (var step in path.Steps)
            {
                features.Agent(step.AgentActs);
                rows.Response.Add(features.Response(rows.Response.Space), CustomerModel.ClassOf(classes, step.CustomerActs, step.Answered));
                rows.Ending.Add(features.AfterResponse(rows.Ending.Space, step.CustomerActs, step.Answered), step.Ended ? 1 : 0);
                if (step.Sentiment is { } mood)
                    rows.Mood.Add(features.AfterResponse(rows.Mood.Space, step.CustomerActs, step.Answered), 0, mood);
                features.Customer(step.CustomerActs, step.Answered);
            }
            rows.Outcome.Add(features.Outcome(rows.Outcome.Space, path.Sample.Facts, ranges), path.Sample.Converted ? 1 : 0);
        }
        return rows;
    }

    /// <summary>Rows of one part.</summary>
    public sealed class Part
    {
        public FeatureSpace Space { get; } = new();

        public List<SparseRow> Rows { get; } = [];

        public List<int> Labels { get; } = [];

        public List<double> Targets { get; } = [];

        public void Add(SparseRow row, int label, double target = 0)
        {
            Rows.Add(row);
            Labels.Add(label);
            Targets.Add(target);
        }
    }
}
