package io.causality.cli;

import io.causality.cli.portal.PortalClient;
import io.causality.cli.settings.DataFolder;
import io.causality.cli.settings.Secrets;
import io.causality.cli.settings.Settings;
import io.causality.cli.supervise.RunFile;
import io.causality.cli.supervise.Urls;
import java.io.IOException;

/**
 * The product that a client command speaks to: the one that runs the data folder, else whatever
 * listens on the ports that the settings name.
 */
record Running(DataFolder data, Urls urls, PortalClient portal) {
  static Running find(Settings settings) throws IOException {
    DataFolder data = new DataFolder(settings.data());
    Urls configured =
        new Urls(settings.gatewayPort(), settings.managementPort(), settings.portalPort());
    Urls urls = RunFile.find(data).map(RunFile::urls).orElse(configured);
    String token =
        Secrets.adminToken(data, settings.admin())
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "no token: nothing was started in "
                            + data.root()
                            + " yet (./causality up), or set CAUSALITY_ADMIN_TOKEN"));
    return new Running(data, urls, new PortalClient(urls.portal(), token));
  }
}
