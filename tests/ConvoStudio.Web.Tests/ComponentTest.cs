using Bunit;
using ConvoStudio.Web.Components.Common;
using ConvoStudio.Web.Components.Layout;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace ConvoStudio.Web.Tests;

/// <summary>Base of component tests: MudBlazor, the texts, a fixed renderer. MudBlazor's services can only be disposed asynchronously.</summary>
public abstract class ComponentTest : BunitContext, IAsyncLifetime
{
    protected ComponentTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddLogging();
        Services.AddSingleton(TimeProvider.System);
        Services.AddScoped<ThemeState>();
        Services.AddScoped<Notices>();
        Services.AddScoped<LiveConnection>();
    }

    /// <remarks>Not in the constructor: it closes the list of services, to which derived tests add theirs.</remarks>
    public ValueTask InitializeAsync()
    {
        SetRendererInfo(new("Server", true));
        return ValueTask.CompletedTask;
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The services are disposed in DisposeAsync; the synchronous road would throw.
#pragma warning disable CA2215
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}
