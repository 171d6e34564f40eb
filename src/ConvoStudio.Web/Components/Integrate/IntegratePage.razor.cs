using ConvoStudio.Web.Api;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace ConvoStudio.Web.Components.Integrate;

/// <summary>How an agent is connected to the current playbook: samples, tools, a test, and what to do when the studio cannot be reached.</summary>
public sealed partial class IntegratePage
{
    private AgentSample _sample = AgentSample.All[0];
    private string _code = "";
    private string? _tools;
    private string? _toolsOf;

    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required BrowserFile Files { get; init; }
    [Inject] public required IServiceProvider Services { get; init; }
    [Inject] public required IStringLocalizer<IntegrateTexts> T { get; init; }

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    private string BaseAddress => Navigation.BaseUri.TrimEnd('/');

    protected override async Task OnParametersSetAsync()
    {
        Show();
        await MakeToolsAsync();
    }

    protected override void OnRead()
    {
        Show();
        _ = InvokeAsync(MakeToolsAsync);
    }

    private void Show()
    {
        _sample = AgentSample.All.FirstOrDefault(sample => sample.Key == Tab) ?? AgentSample.All[0];
        if (Playbook is not null) _code = _sample.Render(Playbook, BaseAddress);
    }

    private async Task MakeToolsAsync()
    {
        if (Playbook is not { } playbook || Actor is null || _toolsOf == playbook.Key) return;
        _toolsOf = playbook.Key;
        _tools = await Services.GetRequiredService<AgentTools>().WriteAsync(Actor, playbook.Key, BaseAddress);
        StateHasChanged();
    }
}
