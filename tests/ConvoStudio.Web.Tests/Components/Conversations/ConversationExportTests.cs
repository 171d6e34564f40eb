using System.Net;
using ConvoStudio.Web.Tests.Api;

namespace ConvoStudio.Web.Tests.Components.Conversations;

public sealed class ConversationExportTests
{
    [Fact]
    public async Task Export_WithoutSigningIn_IsRefused()
    {
        await using var host = await ApiHost.StartWithPlaybookAsync();
        using var client = host.Client(null);
        using var answer = await client.GetAsync(new Uri("/conversations/export.csv?playbook=cards", UriKind.Relative));
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }
}
