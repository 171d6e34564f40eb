using System.Text.Json;
using ConvoStudio.Application.Configurations;
using ConvoStudio.Engine.Experiments;
using Xunit;

namespace ConvoStudio.Application.Tests.Experiments;

public sealed class AllocationPartTests
{
    // As written before there was a purpose: configurations are known by the hash of their bytes.
    private const string Earlier = """{"floor":0.05,"ceiling":0.8,"controlShare":0.2,"burnIn":100,"every":100,"topShare":0.5,"exposureBudget":null,"regretBudget":null}""";

    [Fact]
    public void Write_ToFindTheBestArm_KeepsTheBytesOfEarlierConfigurations() => Assert.Equal(Earlier, Write(AllocationPart.Usual));

    [Fact]
    public void Read_Earlier_IsToFindTheBestArm() => Assert.Equal(AllocationPart.Usual, Read(Earlier));

    [Fact]
    public void Write_ToLoseLeast_ComesBack()
    {
        var part = AllocationPart.Usual with { Purpose = AllocationPurpose.LoseLeast };
        Assert.Contains("\"purpose\":1", Write(part), StringComparison.Ordinal);
        Assert.Equal(part, Read(Write(part)));
    }

    private static string Write(AllocationPart part)
    {
        var plan = JsonSerializer.SerializeToElement(ExperimentPlan.Usual with { Allocation = part }, ConfigurationJson.Default.ExperimentPlan);
        return plan.GetProperty("allocation").GetRawText();
    }

    private static AllocationPart? Read(string allocation)
    {
        var usual = JsonSerializer.Serialize(ExperimentPlan.Usual, ConfigurationJson.Default.ExperimentPlan);
        return JsonSerializer.Deserialize(usual[..^1] + ",\"allocation\":" + allocation + "}", ConfigurationJson.Default.ExperimentPlan)!.Allocation;
    }
}
