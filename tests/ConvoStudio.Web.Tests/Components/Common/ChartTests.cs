using Bunit;
using ConvoStudio.Web.Components.Common;
using Microsoft.JSInterop;

namespace ConvoStudio.Web.Tests.Components.Common;

public sealed class ChartTests : ComponentTest
{
    private static readonly IReadOnlyList<ChartSeries> Two =
    [
        new("As logged", "c0", [new(0, 0.11), new(100, double.NaN)]) { Dashed = true },
        new("Band", "c1", [new(0, 0.1, 0.2), new(100, 0.12, 0.18)]) { Kind = ChartKind.RangeArea },
    ];

    private static readonly ChartSetup Setup = new() { XAxis = ChartAxis.Number, XName = "Conversations" };
    private readonly BunitJSModuleInterop _module;

    public ChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        _module = JSInterop.SetupModule("./js/charts.js");
    }

    [Fact]
    public async Task Update_GoesToTheSameChart_WithoutRendering()
    {
        var create = _module.SetupModule("create", _ => true);
        create.SetupVoid("update", _ => true).SetVoidResult();
        var chart = RenderChart();
        var renders = chart.RenderCount;

        await chart.Instance.UpdateAsync([Two[0] with { Points = [new(0, 0.2)] }], "now 20 percent");

        Assert.Single(_module.Invocations["create"]);
        var update = Assert.Single(create.Invocations["update"]);
        Assert.Equal("now 20 percent", update.Arguments[1]);
        Assert.Equal(renders, chart.RenderCount);
    }

    [Fact]
    public void Label_StandsOnThePicture_AndTheDrawingIsHidden()
    {
        _module.SetupModule("create", _ => true);
        var chart = RenderChart();
        Assert.Equal("Two lines", chart.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal("true", chart.Find("[role=img] > div").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void ShowAsTable_GivesTheNumbers_AndAGapIsADash()
    {
        _module.SetupModule("create", _ => true);
        var chart = RenderChart();
        chart.Find("[data-chart-table]").Click();
        Assert.Equal(["Conversations", "As logged", "Band, low", "Band, high"], chart.FindAll("th").Select(head => head.TextContent));
        Assert.Equal(["100", "–", "12.0\u202F%", "18.0\u202F%"], chart.FindAll("tbody tr")[1].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task BrowserError_ShowsTheTableInsteadOfEndingTheCircuit()
    {
        _module.SetupModule("create", _ => true).SetupVoid("update", _ => true).SetException(new JSException("y annotation without label"));
        var chart = RenderChart();
        await chart.Instance.UpdateAsync([Two[1]]);
        Assert.NotNull(chart.Find("[data-state=error]"));
        Assert.Equal(2, chart.FindAll("tbody tr").Count);
    }

    private IRenderedComponent<Chart> RenderChart() =>
        Render<Chart>(p => p.Add(c => c.Name, "Rates").Add(c => c.Label, "Two lines").Add(c => c.Series, Two).Add(c => c.Setup, Setup));
}
