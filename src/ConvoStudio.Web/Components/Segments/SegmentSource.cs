using ConvoStudio.Application.Log;
using ConvoStudio.Application.Studios;

namespace ConvoStudio.Web.Components.Segments;

/// <summary>Where the units of an experiment are read.</summary>
/// <param name="Studio">The live one, or a rehearsal's bottle.</param>
/// <param name="Playbook">Key of the playbook.</param>
/// <param name="Experiment">Key of the experiment.</param>
/// <param name="Root">What the addresses of its conversations begin with: nothing for the live studio, else the rehearsal's.</param>
public sealed record SegmentSource(Studio Studio, string Playbook, string Experiment, string Root = "")
{
    /// <summary>Name of a file without its ending. What was simulated says so wherever the file goes.</summary>
    public string FileName(string by) => (Studio.Source == LogSource.Simulated ? "simulated-" : "") + $"{Experiment}-{by}";
}
